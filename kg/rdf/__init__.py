"""RDF at work: any SKOS checked, any build asked in SPARQL, a build sent to a triple store.

Stands beside the pipeline: it reads the Turtle that `kg.views` writes (or anyone else's) and knows nothing of how it
was made.
"""
