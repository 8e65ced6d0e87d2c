"""French law as DILA publishes it: archives of LEGI and their increments, the PISTE service, files of intervals."""
