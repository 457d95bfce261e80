"""A small network beside its teacher, with tiny encoders of random weights."""

from typing import Any

import pytest

from .tiny import needed

SMALL = {"width": 24, "layers": 2, "heads": 2, "inner": 48, "vocabulary": 200, "positions": 64}
LARGE = SMALL | {"width": 32, "layers": 4}


@pytest.fixture
def networks() -> tuple[Any, Any]:
    """A student and a teacher twice as deep."""
    torch, model = needed("torch"), needed("training.pair.model")
    sizes = needed("training.encoder").Sizes
    torch.manual_seed(1)
    return model.PairNet("minilm", sizes(**SMALL)), model.PairNet("minilm", sizes(**LARGE))


def batch_of(rows: int = 6) -> Any:
    """Random pieces, the last two of each row padding."""
    torch, data = needed("torch"), needed("training.pair.data")
    ids = torch.randint(104, 200, (rows, 16), generator=torch.Generator().manual_seed(2))
    mask = torch.ones(rows, 16, dtype=torch.bool)
    mask[:, -2:] = False
    ids[:, 0], ids[:, 7], ids[:, 13] = data.START, data.END, data.END
    second = torch.zeros(rows, 16)
    second[:, 8:14] = 1
    return data.Batch(ids.masked_fill(~mask, 0), second, mask)


def test_the_student_comes_nearer_to_the_teachers_layers_and_the_teacher_stays(networks: Any) -> None:
    torch, distil = needed("torch"), needed("training.pair.distil")
    student, larger = networks
    teacher = distil.Teacher(larger, student)
    before = {name: value.clone() for name, value in larger.state_dict().items()}
    learning = torch.nn.ModuleDict({"model": student, "maps": teacher.maps})
    optimizer = torch.optim.AdamW(learning.parameters(), lr=5e-3)
    batch, distances = batch_of(), []
    for _ in range(60):
        student(batch.ids, batch.second, batch.mask)
        distance = teacher(batch).distance
        optimizer.zero_grad()
        distance.backward()
        optimizer.step()
        distances.append(distance.item())
    assert distances[-1] < 0.5 * distances[0]
    assert all(torch.equal(value, before[name]) for name, value in larger.state_dict().items())
    assert not any(
        name.startswith("teacher") for name, value in teacher.named_parameters() if value.requires_grad
    )


def test_padding_says_nothing_of_the_layers(networks: Any) -> None:
    torch, distil = needed("torch"), needed("training.pair.distil")
    student, larger = networks
    teacher, batch = distil.Teacher(larger, student.eval()), batch_of()
    student(batch.ids, batch.second, batch.mask)
    plain = teacher(batch).distance
    batch.ids[:, -1] = 150
    student(batch.ids, batch.second, batch.mask)
    assert torch.allclose(teacher(batch).distance, plain, atol=1e-5)


def test_a_teacher_of_another_depth_is_refused(networks: Any) -> None:
    distil, model = needed("training.pair.distil"), needed("training.pair.model")
    sizes = needed("training.encoder").Sizes
    with pytest.raises(SystemExit, match="A teacher of 3 layers does not fit a student of 2"):
        distil.Teacher(model.PairNet("minilm", sizes(**(LARGE | {"layers": 3}))), networks[0])


def test_some_pairs_are_changed_and_only_these() -> None:
    torch, distil, data = needed("torch"), needed("training.pair.distil"), needed("training.pair.data")
    torch.manual_seed(3)
    batch = batch_of(200)
    new, which = distil.changed(batch)
    same = (new.ids == batch.ids).all(1)
    assert 80 < int(which.sum()) < 160
    assert bool(same[~which].all())
    assert int(same[which].sum()) < 40
    assert torch.equal(new.ids == 0, batch.ids == 0)
    for special in (data.START, data.END):
        assert torch.equal(new.ids == special, batch.ids == special)


def test_gold_is_not_asked_of_a_changed_pair(networks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    torch, train = needed("torch"), needed("training.pair.train")
    distil, data = needed("training.pair.distil"), needed("training.pair.data")
    student, larger = networks
    teacher, batch = distil.Teacher(larger, student.eval()), batch_of()
    one = torch.ones(6)

    def loss(label: int, altered: bool) -> float:
        monkeypatch.setattr(train, "changed", lambda held: (held, torch.full((6,), altered)))
        gold = torch.full((6,), label)
        pairs = data.Pairs(one, one, gold, gold * 0, gold * 0, one, gold)
        return float(train.loss_of(student, batch, pairs, teacher, train.Weights(), 0.5).item())

    assert loss(1, altered=True) == pytest.approx(loss(2, altered=True))
    assert abs(loss(1, altered=False) - loss(2, altered=False)) > 1e-3


def test_a_run_ends_by_its_steps_or_by_the_clock() -> None:
    torch, train = needed("torch"), needed("training.pair.train")
    run = train.Run(torch.nn.ModuleDict(), None, 5, 30.0)
    assert run.done(10, None) == 0.5
    assert run.done(1000, 1.0) == 0.5
    assert run.done(1000, 0.25) == 1.0
    rates = [train.schedule(done / 100) for done in range(101)]
    assert max(rates) == pytest.approx(1)
    assert rates[6] == max(rates)
    assert rates[100] == 0
