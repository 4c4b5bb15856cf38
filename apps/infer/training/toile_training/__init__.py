"""Trains the garment generators that Toile draws with: prepare, train, evaluate, export."""
