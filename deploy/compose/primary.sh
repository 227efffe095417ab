#!/bin/sh
# Runs once, when the first database is made: lets the standby follow it.
set -eu
echo "host replication mappa all scram-sha-256" >>"$PGDATA/pg_hba.conf"
