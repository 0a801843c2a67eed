"""`kg serve`: a build as a read-only SPARQL endpoint, an explorer and a page per concept.

    uvicorn -- app (Starlette) -- pool ==socket== worker   one query at a time, killed when it takes too long
                                    |                ^
                                    +-- nursery -----+ fork: has read the build once, makes workers in milliseconds

The engine can't be interrupted, so every query runs in a process of its own that can be. Workers are forks of one
process that has loaded the data: they share its memory.
"""
