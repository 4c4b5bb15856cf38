"""The changes of W+ that are worth a try once the encoder has spoken: what `toile`'s workers search in."""

import torch
from torch import Tensor

from ..networks.generator import Generator
from .encoder import Encoder
from .latent_space import LatentSpace

REFINEMENTS = 64
PHOTOS = 512
AT_ONCE = 32


def refinements(generator: Generator, encoder: Encoder, space: LatentSpace, photos: Tensor) -> Tensor:
    """The directions in which photos pull most, [REFINEMENTS, num_ws, d].

    Leading eigenvectors of the gradients' second moments, the gradient being that of the pixels' error at the
    place that the encoder finds, in deviations of w for each layer. Each is one such deviation long.
    """
    gradients = []
    for part in photos[:: max(1, len(photos) // PHOTOS)][:PHOTOS].split(AT_ONCE):
        with torch.no_grad():
            found = encoder.w_plus(part)
        moved = torch.zeros_like(found, requires_grad=True)
        drawn = generator.synthesis(found + moved @ space.axes, dtype=torch.bfloat16)
        (drawn - part).square().mean([1, 2, 3]).sum().backward()
        gradients.append(moved.grad.flatten(1))
    pulls = torch.cat(gradients).double()
    _, vectors = torch.linalg.eigh(pulls.t() @ pulls)
    count = min(REFINEMENTS, vectors.shape[1])
    leading = vectors.flip(1)[:, :count].t().float()
    return leading.reshape(count, generator.sizes.num_ws, -1) @ space.axes
