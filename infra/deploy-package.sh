#!/usr/bin/env sh
# Runs after azd has deployed the control app: publishes the program once and brings it to every other function app.
set -eu
root="$(cd "$(dirname "$0")/.." && pwd)"

# azd gives outputs that are lists as JSON. Apps' names are letters, digits and hyphens.
apps=$(printf '%s' "${PACKAGE_APP_NAMES:-}" | tr -d '[]" \n' | tr ',' ' ')
if [ -z "$apps" ]; then
  echo "There are no other function apps."
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish "$root/functions/Aquatope.Functions" --configuration Release --output "$work/package" -p:DurableTaskSdk=Microsoft
(cd "$work/package" && zip -q -r "$work/package.zip" .)

# Four at a time: each waits for its app to restart. Where one fails, so does this.
printf '%s\n' $apps | xargs -P 4 -I APP az functionapp deployment source config-zip \
  --resource-group "$AZURE_RESOURCE_GROUP" --name APP --src "$work/package.zip" --output none
