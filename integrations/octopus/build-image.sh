# Requests the image of this deployment from Slipway, waits for it, and sets the output variables Image, Reference, Digest and Build.
# The worker needs bash 4.2 or later, curl and jq.
set -o pipefail

# The array exists in Octopus 2025.2 and later if a script contains its name. Without it, a script cannot see all variables.
if ! declare -p octopus_parameters >/dev/null 2>&1 || [ "${octopus_parameters[Slipway.Registry]-}" = "" ]; then
    fail_step "the worker must have bash 4.2 or later, and Octopus must give scripts the array octopus_parameters; use the PowerShell template otherwise"
fi

variable() {
    printf '%s' "${octopus_parameters[$1]-}"
}

parameter() {
    variable "Slipway.$1"
}

url=$(parameter Registry)
url=${url%/}
space=$(parameter Space)
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
chmod 700 "$folder"

# The token is in a file that only this user can read: arguments are visible to other processes.
printf 'header = "Authorization: Bearer %s"\n' "$(parameter Token)" >"$folder/login"

# Sends a request, and stores the response in the file answer. Fails with the registry's own messages.
call() {
    local method=$1 path=$2 status
    shift 2
    status=$(curl --silent --show-error --max-time 120 --retry 5 --retry-connrefused --config "$folder/login" --request "$method" \
        --output "$folder/answer" --write-out '%{http_code}' "$@" "$url$path") || return 1
    if [ "$status" -ge 300 ]; then
        echo "Slipway answered $status: $(jq -r '[.errors[]?.message] | join("; ")' "$folder/answer" 2>/dev/null)" >&2
        return 1
    fi
}

# Omits variables of Octopus that differ from task to task (times, the script itself), because with them every attempt would be another build.
wanted() {
    case $1 in
        Slipway.* | env:* | Tentacle:* | OctopusOriginal*) return 1 ;;
        Octopus.Release.* | Octopus.Environment.* | Octopus.Project.* | Octopus.Space.* | Octopus.Deployment.Tenant.*) return 0 ;;
        Octopus.Deployment.Id | Octopus.Deployment.Name | Octopus.Action\[*\].Output.*) return 0 ;;
        Octopus.*) return 1 ;;
    esac
}

# Octopus does not tell scripts which values are sensitive: the parameter has patterns of their names, one per line.
sensitive() {
    local pattern
    while IFS= read -r pattern; do
        pattern=${pattern%$'\r'}
        # The pattern is unquoted, so that * matches any characters.
        if [ -n "$pattern" ] && [[ $1 == $pattern ]]; then
            return 0
        fi
    done <<<"$patterns"
    return 1
}

patterns=$(parameter Sensitive)
for name in "${!octopus_parameters[@]}"; do
    if wanted "$name"; then
        flag=false
        ! sensitive "$name" || flag=true
        printf '%s\0%s\0%s\0' "$name" "${octopus_parameters[$name]}" "$flag"
    fi
done | jq --raw-input --slurp \
    --arg package "$(parameter Package)" --arg version "$(parameter Version)" \
    --arg deployment "$(variable Octopus.Deployment.Id)" --arg environment "$(variable Octopus.Environment.Name)" \
    --arg tenant "$(variable Octopus.Deployment.Tenant.Name)" \
    '. / "\u0000" | . as $all | [range(0; length - 1; 3) | {Name: $all[.], Value: $all[. + 1], IsSensitive: ($all[. + 2] == "true")}]
     | {package: $package, version: $version, deployment: $deployment, environment: $environment, tenant: $tenant,
        variables: {Variables: sort_by(.Name)}}' >"$folder/request" || exit 1

echo "Asking $url for the image of $(parameter Package) $(parameter Version) for $(variable Octopus.Deployment.Id)"
call POST "/api/spaces/$space/builds" --header 'Content-Type: application/json' --data-binary "@$folder/request" || exit 1
build=$(jq -r .id "$folder/answer")
jq -r '.warnings[]?' "$folder/answer" | while IFS= read -r warning; do
    write_warning "$warning"
done

last=0
while [ "$(jq -r '.state | . == "Queued" or . == "Running"' "$folder/answer")" = true ]; do
    call GET "/api/spaces/$space/builds/$build/log?after=$last&wait=20" || exit 1
    jq -j .text "$folder/answer"
    last=$(jq -r .last "$folder/answer")
    call GET "/api/spaces/$space/builds/$build" || exit 1
done

if [ "$(jq -r .state "$folder/answer")" != Succeeded ]; then
    fail_step "the build $build ended as $(jq -r '.state + ": " + (.failure.message // "no reason is known")' "$folder/answer")"
fi
set_octopusvariable Image "$(jq -r .image "$folder/answer")"
set_octopusvariable Reference "$(jq -r .reference "$folder/answer")"
set_octopusvariable Digest "$(jq -r .digest "$folder/answer")"
set_octopusvariable Build "$build"
echo "The image is $(jq -r .image "$folder/answer")"
