"""Single steps of training: contents of contents, runs that are cut off, arrays of another vocabulary."""

import argparse
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crossread.models import CrossEncoder, Reader, files
from crossread.stages.read.features import block

from .tiny import in_process, needed, tiny_bert, tiny_mpnet, write_sets
from training import follow
from training.reader.options import parser
from training.recipe import load

CLS, SEP = 101, 102


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("tiny") / "bert")


@pytest.fixture(scope="module")
def arrays(tmp_path_factory: pytest.TempPathFactory, base: Path) -> Path:
    """The prepared sets."""
    folder = tmp_path_factory.mktemp("sets")
    write_sets(folder / "data")
    needed("training.reader.prepare").prepare(folder / "data", base, folder / "sets", characters=4000)
    return folder / "sets"


def stopping(monkeypatch: pytest.MonkeyPatch, module: Any, after: int) -> None:
    """Let ``module`` save at each step, and break off after so many."""
    torch, calls = needed("torch"), []
    clip = torch.nn.utils.clip_grad_norm_

    def once(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) == after:
            raise KeyboardInterrupt
        return clip(*arguments)

    monkeypatch.setattr(module.torch.nn.utils, "clip_grad_norm_", once)


def test_an_encoder_adapted_in_two_runs_is_that_of_one(
    arrays: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch, adapt = needed("torch"), needed("training.reader.adapt")
    corpus = needed("training.reader.corpus").Corpus.load(arrays / "stream-0.npz")
    one, two = tmp_path / "one.pt", tmp_path / "two.pt"
    held = {"epochs": 5, "budget": 128, "device": "cpu", "rate": 1e-3}
    adapt.adapt([corpus], base, one, **held)
    monkeypatch.setattr(adapt, "SAVE_EVERY", -1.0)
    with monkeypatch.context() as cut:
        stopping(cut, adapt, after=8)
        with pytest.raises(KeyboardInterrupt):
            adapt.adapt([corpus], base, two, **held)
    assert not two.exists()
    assert two.with_suffix(".checkpoint").exists()
    adapt.adapt([corpus], base, two, **held)
    first, second = (torch.load(path, weights_only=True)["encoder"] for path in (one, two))
    assert all(torch.allclose(first[name], second[name], atol=1e-6) for name in first)
    assert not two.with_suffix(".checkpoint").exists()


def test_a_teacher_that_is_cut_off_goes_on_from_its_checkpoint(
    arrays: Path,
    base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    train = needed("training.reader.train")
    corpus = needed("training.reader.corpus").Corpus.load(arrays / "train.npz")
    target, recipe = tmp_path / "teacher-1.pt", train.Recipe(epochs=6, workers=0, save_every=-1.0)
    given = train.Given([corpus], [1])
    with monkeypatch.context() as cut:
        stopping(cut, train, after=4)
        with pytest.raises(KeyboardInterrupt):
            train.train(given, base, target, recipe, seed=1, device="cpu")
    caplog.set_level("INFO", "training")
    train.train(given, base, target, recipe, seed=1, device="cpu")
    assert "went on from step 3" in caplog.text
    assert target.exists()


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_contents_are_read_again_as_deep_as_asked_for(
    arrays: Path, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    cues = [(0, 1), (2, 2), (7, 7)][: 1 + depth]
    module, decode = needed("training.reader.label"), needed("training.reader.decode")
    corpus = needed("training.reader.corpus").Corpus.load(arrays / "train.npz")
    words = int(corpus.word_at[1])

    def read(models: object, corpora: list[Any], items: list[Any], device: str) -> Any:
        """A teacher for whom the first word of any text is a cue, and all from the sixth its content."""
        for item in items:
            size = item.last - item.first
            if size > 6:
                yield decode.Decoded(item, *[None] * 3, [((0, 0), 1, [(3, 5, size - 1)], 0.9, 0.9)])

    monkeypatch.setattr(module, "decode", read)
    outer = ((0, 1), 1, 1.0, [(3, 2, words - 1)])
    blank = replace(corpus, tags=corpus.tags * 0)
    found = module.with_inner([], module.with_frames(blank, [outer]), "cpu", depth)
    assert [tuple(cue) for cue in found.cue.tolist()] == cues
    assert [cue for cue in range(words) if found.inner[cue] == 1] == [first for first, _ in cues[1:]]


def test_what_teachers_labelled_is_labelled_again_when_one_of_them_is_newer(
    arrays: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, subprocess = needed("training.reader.steps"), needed("subprocess")
    words = ["label", "--base", str(base), "--work", str(tmp_path), "--arrays", str(arrays), "--jobs", "2"]
    options, ran = parser().parse_args(words), []

    def labelled(command: list[str], check: bool) -> Any:
        """What a process of its own would do."""
        mine = parser().parse_args(command[3:])
        ran.extend(mine.sets)
        assert mine.jobs == 1
        for name in mine.sets:
            shutil.copyfile(arrays / f"{name}.npz", tmp_path / f"{name}-labelled.npz")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(steps.subprocess, "run", labelled)
    monkeypatch.setattr("sys.argv", ["training.reader", *words])
    for again in (False, True):
        (tmp_path / "teacher-1.pt").touch()
        if again:
            os.utime(tmp_path / "sentences-labelled.npz", (1, 1))
        steps.run(options)
        assert sorted(ran) == (["sentences"] if again else ["sentences", "stream-0", "train"])
        assert (tmp_path / "labels.json").is_file()
        for path in tmp_path.glob("*-labelled.npz"):
            os.utime(path, (2e9, 2e9))
        ran.clear()


def test_arrays_of_one_vocabulary_are_refused_for_another(arrays: Path, base: Path, tmp_path: Path) -> None:
    vocabulary, mpnet = needed("training.reader.vocabulary"), needed("training.mpnet")
    large = tiny_mpnet(tmp_path / "mpnet")
    with pytest.raises(SystemExit, match="for other word pieces"):
        vocabulary.check(arrays, large)
    with pytest.raises(SystemExit, match="for other word pieces"):
        vocabulary.claim(arrays, large)
    mpnet.pack(large, base, tmp_path / "packed")  # reads the small one's pieces from then on
    vocabulary.check(arrays, tmp_path / "packed")


def test_a_packed_encoder_says_the_same_as_its_weights(base: Path, tmp_path: Path) -> None:
    torch, mpnet = needed("torch"), needed("training.mpnet")
    large = tiny_mpnet(tmp_path / "mpnet")
    mpnet.pack(large, base, tmp_path / "packed")
    packed = needed("training.encoders").encoder_of(tmp_path / "packed").eval()
    plain = mpnet.MPNet(mpnet.sizes_of(large), len(packed.renumbered)).eval()
    plain.load_state_dict(mpnet.published(large) | {"renumbered": mpnet.renumbered(large, base)})
    ids = torch.tensor([[101, 110, 120, 102]])
    assert packed(ids).shape == (1, 4, 48)
    assert torch.allclose(packed(ids), plain(ids), atol=2e-2)  # half precision


@pytest.mark.parametrize("recipe", ["reader", "pair"])
@pytest.mark.parametrize("route", ["small", "large"])
def test_each_command_of_a_recipe_is_one_that_its_program_takes(
    monkeypatch: pytest.MonkeyPatch, recipe: str, route: str
) -> None:
    needed("torch")
    parse, taken = argparse.ArgumentParser.parse_args, []

    class UnderstoodError(Exception):
        """The words were understood; nothing is to be run."""

    def only(parser: argparse.ArgumentParser, *words: Any) -> None:
        taken.append(parse(parser, *words))
        raise UnderstoodError

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", only)
    places = {name: f"/{name}" for name in ("data", "shared", "base", "large", "work", "out")}
    steps = load(follow.ROOT / "training" / recipe / "recipe.toml", route)
    for step in steps:
        words = step.words(places, {"device": "cpu", "threads": "1", "jobs": "1"})
        with pytest.raises(UnderstoodError):
            in_process(words, monkeypatch)
    assert len(taken) == len(steps)


def test_another_model_than_an_mpnet_is_no_larger_encoder(base: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="must be an MPNet"):
        needed("training.mpnet").pack(base, base, tmp_path / "packed")


def test_a_thawed_pair_model_says_what_its_file_says() -> None:
    torch, thaw = needed("torch"), needed("training.thaw")
    model = needed("training.pair.model").PairNet().eval()
    model.load_state_dict(thaw.pair(files.HOME / "pair"))
    shipped = CrossEncoder()
    pair = ("Ilse Corran accused: the council of selling the warehouses", "Odo Wessel denied: that it had")
    ids = [files.tokenizer(files.find(files.HOME / "pair", "pair.onnx")).encode(text).ids for text in pair]
    first, second = (one[1:-1] if one[0] == CLS else one for one in ids)
    pieces = torch.tensor([[CLS, *first, SEP, *second, SEP]])
    place = torch.tensor([[0.0] * (len(first) + 2) + [1.0] * (len(second) + 1)])
    with torch.no_grad():
        label, _, rival = model(pieces, place)
    heat, more = shipped.temperature, torch.tensor([0.0, 0.0, shipped.neither])
    said = (label / heat["label"] + more).softmax(1)
    assert torch.allclose(said, torch.tensor(shipped.judge([pair])), atol=0.08)
    ways = (rival / heat["rival"]).softmax(1)
    assert torch.allclose(ways, torch.tensor(shipped.rivalry([pair])), atol=0.08)


def test_a_thawed_reader_says_what_its_files_say() -> None:
    torch, thaw = needed("torch"), needed("training.thaw")
    model = needed("training.reader.network").Reader(needed("training.encoder").MiniLM()).eval()
    folder = files.HOME / "reader"
    missing, _ = model.load_state_dict(thaw.reader(folder), strict=False)
    lacking = {name.partition(".")[0] for name in missing}
    assert lacking <= {"encoder", "quote", "entity", "entity_shared", "crf", "parts_crf"}
    model.encoder.word.weight.data = thaw.first_pass(folder)["encoder.word.weight"]
    shipped = Reader()
    item = block("Ilse Corran said on Monday that Odo Wessel had denied selling the warehouses.")
    words = shipped.pieces(item.forms())
    said = shipped.run(words, item.features)
    sizes = [len(ids) for ids in words]
    ids = torch.tensor([[CLS, *(piece for ids in words for piece in ids), SEP]])
    around = [[0] * item.features.shape[1]]
    rows = around + [
        row for row, size in zip(item.features.tolist(), sizes, strict=True) for _ in range(size)
    ]
    first = torch.tensor([[1 + sum(sizes[:n]) for n in range(len(sizes))]])
    with torch.no_grad():
        out = model(ids, torch.tensor([rows + around]), first)
    for mine, its in ((out.attribution[0], said.attribution), (out.inner[0], said.inner)):
        assert torch.allclose(mine.softmax(-1), torch.tensor(its).softmax(-1), atol=0.08)
    barred, begin = model.crf.transitions()
    legal = torch.tensor(shipped.crf[0]) > -1000
    assert torch.allclose(barred[legal], torch.tensor(shipped.crf[0])[legal])
    assert torch.allclose(begin[begin > -1000], torch.tensor(shipped.crf[1])[begin > -1000])
