"""Pages that are pictures: drawn, read by tesseract twice, and put back into the pipeline of text pages."""
