"""A validator that leaves two layers out."""

from kontor.formats import child

if __name__ == "__main__":
    child.serve(
        lambda _: {"layers": ["XSD", "Factur-X"], "findings": [], "problem": ""}, memory=2**30
    )
