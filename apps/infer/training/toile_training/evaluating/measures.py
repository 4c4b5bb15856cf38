"""Distances between two sets of pictures, each given as features [n, d] (float64).

Frechet distance: Heusel et al. 2017. Precision and recall: Kynkäänniemi et al. 2019, equations 1 and 2.
Density and coverage: Naeem et al. 2020, equations 5 and 6.
"""

from dataclasses import dataclass

import numpy as np

NEIGHBOURS = 5


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Squared distance of two normal distributions with the sets' means and covariances, 0 or more."""
    mean_a, mean_b = a.mean(0), b.mean(0)
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root_a = _root(cov_a)
    # The trace of the root of cov_a cov_b, through a symmetric matrix with the same eigenvalues.
    values = np.linalg.eigvalsh(root_a @ cov_b @ root_a)
    cross = np.sqrt(np.clip(values, 0, None)).sum()
    distance = ((mean_a - mean_b) ** 2).sum() + np.trace(cov_a) + np.trace(cov_b) - 2 * cross
    return max(0.0, float(distance))


@dataclass(frozen=True)
class Overlap:
    """Precision: the share of drawn pictures that lie among real ones; recall: the reverse. Density and coverage
    are the same with less weight on outliers; density can pass 1."""

    precision: float
    recall: float
    density: float
    coverage: float


def overlap(real: np.ndarray, drawn: np.ndarray, neighbours=NEIGHBOURS) -> Overlap:
    """How much two sets share, by balls that reach to each picture's k-th neighbour in its own set."""
    real_radii = _neighbour_distances(real, neighbours)
    drawn_radii = _neighbour_distances(drawn, neighbours)
    between = distances(real, drawn)
    in_real_ball = between <= real_radii[:, None]
    return Overlap(
        precision=float(in_real_ball.any(0).mean()),
        recall=float((between <= drawn_radii[None]).any(1).mean()),
        density=float(in_real_ball.sum(0).mean() / neighbours),
        coverage=float(in_real_ball.any(1).mean()),
    )


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Euclidean distances of rows: [len(a), len(b)]."""
    squares = (a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(np.clip(squares, 0, None))


def _neighbour_distances(points: np.ndarray, neighbours: int) -> np.ndarray:
    """Distance of each row to its k-th neighbour, itself not counted."""
    between = distances(points, points)
    np.fill_diagonal(between, np.inf)
    return np.partition(between, neighbours - 1, axis=1)[:, neighbours - 1]


def _root(symmetric: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(symmetric)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
