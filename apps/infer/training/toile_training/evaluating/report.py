"""What an evaluation found, for people: Markdown."""

ROWS = (
    ("ganTest", "GAN-test: the real-photo classifier recognises the drawn category", "higher", "{:.1%}"),
    ("ganTrain", "GAN-train: a classifier taught by drawn pictures recognises real ones", "higher", "{:.1%}"),
    ("frechetDistance", "Fréchet distance to the photos", "lower", "{:.2f}"),
    ("precision", "precision: drawn pictures that lie among real ones", "higher", "{:.3f}"),
    ("recall", "recall: real pictures that lie among drawn ones", "higher", "{:.3f}"),
    ("density", "density", "higher", "{:.3f}"),
    ("coverage", "coverage", "higher", "{:.3f}"),
    ("nearestRatio", "distance to the nearest photo, over that between photos", "not near 0", "{:.2f}"),
    ("nearCopies", "drawn pictures nearer to a photo than 1 % of photos are to another", "0.01 or less", "{:.3f}"),
)


def markdown(found: dict) -> str:
    """A table with a column for each model and truncation."""
    models = found["models"]
    titles = [f"{model['name']}, psi {model['psi']:g}" for model in models]
    classifier = found["classifier"]
    floor = found["realAgainstReal"]
    lines = [
        f"# Evaluation at {found['resolution']} px",
        "",
        f"{found['photos']} photos, as many drawn pictures for each column, with the photos' categories. "
        f"The classifier learnt {classifier['learnt']} photos and recognises {classifier['heldOutAccuracy']:.1%} of "
        f"{classifier['heldOut']} that it never saw (mean over the categories; chance is "
        f"{1 / classifier['categories']:.1%}). Distances are in the space of its {classifier['features']} features.",
        "",
        f"Two random halves of the photos against each other: Fréchet distance {floor['frechetDistance']:.2f}, "
        f"precision {floor['precision']:.3f}, recall {floor['recall']:.3f}, density {floor['density']:.3f}, "
        f"coverage {floor['coverage']:.3f}. No generator can be expected to do better.",
        "",
        "| measure | better is | " + " | ".join(titles) + " |",
        "| --- | --- |" + " --- |" * len(models),
    ]
    for key, meaning, better, form in ROWS:
        values = " | ".join("not measured" if model[key] is None else form.format(model[key]) for model in models)
        lines.append(f"| {meaning} | {better} | {values} |")
    lines += ["", "Samples and nearest photos of each model lie beside this file.", ""]
    return "\n".join(lines)
