#!/usr/bin/env sh
# Runs before a deployment: writes what tuning has set of the stages in production into tuned.json, so that the deployment
# sets the same again. Where it cannot be read the deployment ends here, instead of resetting what was learned.
set -eu
tuned="$(dirname "$0")/tuned.json"

# azd gives the outputs of the last deployment as variables; the first one has none, and nothing to keep.
if [ -z "${STORAGE_ACCOUNT_NAME:-}" ]; then
  echo "Nothing was deployed yet: the stages begin with their first values."
  exit 0
fi

blob() {
  command="$1"
  shift
  az storage blob "$command" --auth-mode login --account-name "$STORAGE_ACCOUNT_NAME" --container-name "$STATE_CONTAINER_NAME" "$@"
}

prefix=actuation/production/
names=$(blob list --prefix "$prefix" --query "[].name" --output tsv)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
separator=""
{
  printf '{'
  for name in $names; do
    blob download --name "$name" --file "$work/record" --no-progress --output none

    # An app that was leased but never changed has an empty record.
    if [ -s "$work/record" ]; then
      printf '%s\n  "%s": ' "$separator" "${name#"$prefix"}"
      cat "$work/record"
      separator=","
    fi
  done
  printf '\n}\n'
} > "$work/tuned.json"
mv "$work/tuned.json" "$tuned"
