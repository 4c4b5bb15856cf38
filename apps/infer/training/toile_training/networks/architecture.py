"""The sizes of a generator and its discriminator."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Architecture:
    """`channels` names the feature maps from 4 px up, one number for each doubling up to `resolution`."""

    resolution: int
    channels: tuple[int, ...]
    categories: tuple[str, ...]
    z_dim: int = 256
    w_dim: int = 256
    mapping_layers: int = 4

    def __post_init__(self):
        if self.resolution != 2 ** (len(self.channels) + 1):
            sizes = 2 ** (len(self.channels) + 1)
            raise ValueError(f"channels: {len(self.channels)} numbers make {sizes} px, not {self.resolution}")

    @property
    def resolutions(self) -> list[int]:
        """4, 8, ... up to the picture's size."""
        return [4 * 2**level for level in range(len(self.channels))]

    @property
    def num_ws(self) -> int:
        """How many w a picture takes: two for each resolution."""
        return 2 * len(self.channels)

    def channels_at(self, resolution: int) -> int:
        return self.channels[self.resolutions.index(resolution)]

    def to_plain(self) -> dict:
        """As plain values, for a checkpoint."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @staticmethod
    def from_plain(plain: dict) -> "Architecture":
        return Architecture(**{k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()})
