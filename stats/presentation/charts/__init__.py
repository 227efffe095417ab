"""Charts in two layers, made from one description: a picture (SVG) and, when asked for, Plotly."""
