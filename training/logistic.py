"""Ridge logistic regression on a few named signals."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEPS = 60


def ridge_logistic(x: Floats, y: Floats, weight: Floats, ridge: float) -> Floats:
    """Weights of the columns of ``x`` [rows, signals] as they are, then the bias; by Newton's method.

    ``y`` [rows] is 0 or 1, ``weight`` [rows] what each row counts. Signals are standardised for the
    penalty ``ridge``; the bias is not shrunk.
    """
    scale = x.std(axis=0) + 1e-6
    columns = np.hstack([x / scale, np.ones((len(x), 1))])
    beta = np.zeros(columns.shape[1])
    penalty = np.append(np.full(x.shape[1], ridge), 1e-6)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(columns @ beta, -30, 30)))
        gradient = columns.T @ (weight * (p - y)) + penalty * beta
        hessian = (columns.T * (weight * p * (1 - p) + 1e-9)) @ columns + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return np.append(beta[:-1] / scale, beta[-1])
