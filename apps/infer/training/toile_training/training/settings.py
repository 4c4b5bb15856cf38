"""What can be set about a run. A run keeps its settings in its checkpoint."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class TrainSettings:
    """Counts are of pictures shown, in thousands where a name ends in `_kimg`."""

    batch: int = 16
    learning_rate: float = 0.0025
    ramp_kimg: float = 1.0
    """The learning rate rises from 0 over this much after each start without optimizer state."""
    r1_gamma: float | None = None
    """Weight of the gradient penalty; by default 0.0002 R^2 / batch, the rule of StyleGAN2-ADA."""
    r1_every: int = 16
    ema_kimg: float = 5.0
    """Half-life of the averaged weights; at most a twentieth of the pictures shown so far."""
    style_mixing: float = 0.5
    augment_kimg: float = 100.0
    """Pictures in which the augmentation's probability can go from 0 to 1."""
    fade_kimg: float = 8.0
    """After growing: how long the discriminator's new block is faded in."""
    precision: str = "bf16"
    seed: int = 0

    def gamma_at(self, resolution: int) -> float:
        return self.r1_gamma if self.r1_gamma is not None else 0.0002 * resolution**2 / self.batch

    def to_plain(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_plain(plain: dict) -> "TrainSettings":
        known = {field.name for field in fields(TrainSettings)}
        return TrainSettings(**{key: value for key, value in plain.items() if key in known})
