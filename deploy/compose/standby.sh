#!/bin/sh
# A copy of the first database the first time, and from then on what follows it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD=$POSTGRES_PASSWORD pg_basebackup --host=db-a --username=mappa --pgdata="$PGDATA" \
        --write-recovery-conf --wal-method=stream --checkpoint=fast
    chmod 0700 "$PGDATA"
fi
exec postgres
