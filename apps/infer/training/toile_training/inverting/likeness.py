"""How like a picture is to the photo that it is to show."""

import torch
import torch.nn.functional as F
from torch import Tensor

from ..evaluating.classifier import Classifier

WINDOW, WINDOW_STEP = 8, 4
C1, C2 = (0.01 * 2) ** 2, (0.03 * 2) ** 2
GREY = (0.299, 0.587, 0.114)


def psnr(a: Tensor, b: Tensor) -> Tensor:
    """Peak signal to noise ratio of pictures [n, 3, R, R] in -1 to 1, in dB: [n]."""
    error = (a.clamp(-1, 1) - b).square().mean([1, 2, 3])
    return 10 * torch.log10(4 / error)


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """Mean structural similarity of grey values in windows of 8 px (Wang et al. 2004): [n]."""
    weights = torch.tensor(GREY)[None, :, None, None]
    a, b = ((v.clamp(-1, 1) * weights).sum(1, keepdim=True) for v in (a, b))
    mean = lambda v: F.avg_pool2d(v, WINDOW, WINDOW_STEP)  # noqa: E731
    mean_a, mean_b = mean(a), mean(b)
    var_a, var_b = mean(a * a) - mean_a**2, mean(b * b) - mean_b**2
    covariance = mean(a * b) - mean_a * mean_b
    # Luminance wants values from 0 up.
    mean_a, mean_b = mean_a + 1, mean_b + 1
    alike = (2 * mean_a * mean_b + C1) * (2 * covariance + C2)
    return (alike / ((mean_a**2 + mean_b**2 + C1) * (var_a + var_b + C2))).mean([1, 2, 3])


def stages(classifier: Classifier, pictures: Tensor) -> list[Tensor]:
    """What the classifier sees at each of its sizes, every place a unit vector (as in Zhang et al. 2018)."""
    found, x = [], pictures
    for i, layer in enumerate(classifier.layers):
        x = layer(x)
        if i % 6 == 5:
            found.append(F.normalize(x.float(), dim=1, eps=1e-4))
    return found


def feature_loss(classifier: Classifier, drawn: Tensor, photos: Tensor) -> Tensor:
    """Mean over the sizes of the squared differences of what the classifier sees."""
    with torch.no_grad():
        wanted = stages(classifier, photos)
    pairs = zip(stages(classifier, drawn), wanted)
    return sum((a - b).square().sum(1).mean() for a, b in pairs) / 4


def feature_distance(classifier: Classifier, drawn: Tensor, photos: Tensor) -> Tensor:
    """Distance in the classifier's feature space, as `evaluate` uses it: [n]."""
    return (classifier.features(drawn.clamp(-1, 1)) - classifier.features(photos)).square().sum(1).sqrt()
