# Requests the image of this deployment from Slipway, waits for it, and sets the output variables Image, Reference, Digest and Build.
$ErrorActionPreference = 'Stop'
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

$url = $OctopusParameters['Slipway.Registry'].TrimEnd('/')
$builds = "$url/api/spaces/$($OctopusParameters['Slipway.Space'])/builds"
$headers = @{ Authorization = "Bearer $($OctopusParameters['Slipway.Token'])" }

# Sends a request and returns the response. Fails the step with the registry's own messages.
function Send-Request($method, $address, $body) {
    $request = @{ Method = $method; Uri = $address; Headers = $headers; UseBasicParsing = $true }
    if ($body) {
        $request.Body = [Text.Encoding]::UTF8.GetBytes($body)
        $request.ContentType = 'application/json'
    }
    try {
        return Invoke-RestMethod @request
    } catch {
        $details = $_.ErrorDetails.Message
        try { $details = (ConvertFrom-Json $details).errors.message -join '; ' } catch { }
        Fail-Step "Slipway refused the request: $($_.Exception.Message) $details"
    }
}

# Omits variables of Octopus that differ from task to task (times, the script itself), because with them every attempt would be another build.
function Test-Wanted($name) {
    if ($name -like 'Slipway.*' -or $name -like 'env:*' -or $name -like 'Tentacle:*' -or $name -like 'OctopusOriginal*') { return $false }
    if ($name -notlike 'Octopus.*') { return $true }
    foreach ($prefix in 'Release.', 'Environment.', 'Project.', 'Space.', 'Deployment.Tenant.') {
        if ($name.StartsWith("Octopus.$prefix")) { return $true }
    }
    return $name -in 'Octopus.Deployment.Id', 'Octopus.Deployment.Name' -or $name -match '^Octopus\.Action\[.*\]\.Output\.'
}

# Octopus does not tell scripts which values are sensitive: the parameter has patterns of their names, one per line.
$patterns = "$($OctopusParameters['Slipway.Sensitive'])" -split "`r?`n" | Where-Object { $_ }
function Test-Sensitive($name) {
    foreach ($pattern in $patterns) {
        if ($name -clike $pattern) { return $true }
    }
    return $false
}

$variables = @($OctopusParameters.Keys | Where-Object { Test-Wanted $_ } | Sort-Object | ForEach-Object {
    @{ Name = $_; Value = $OctopusParameters[$_]; IsSensitive = (Test-Sensitive $_) }
})
$body = ConvertTo-Json -Depth 5 -Compress @{
    package     = $OctopusParameters['Slipway.Package']
    version     = $OctopusParameters['Slipway.Version']
    deployment  = $OctopusParameters['Octopus.Deployment.Id']
    environment = $OctopusParameters['Octopus.Environment.Name']
    tenant      = $OctopusParameters['Octopus.Deployment.Tenant.Name']
    variables   = @{ Variables = $variables }
}

Write-Host "Asking $url for the image of $($OctopusParameters['Slipway.Package']) $($OctopusParameters['Slipway.Version']) for $($OctopusParameters['Octopus.Deployment.Id'])"
$build = Send-Request 'POST' $builds $body
foreach ($warning in $build.warnings) { Write-Warning $warning }

$last = 0
while ($build.state -in 'Queued', 'Running') {
    $part = Send-Request 'GET' "$builds/$($build.id)/log?after=$last&wait=20"
    if ($part.text) { Write-Host $part.text.TrimEnd("`n") }
    $last = $part.last
    $build = Send-Request 'GET' "$builds/$($build.id)"
}
if ($build.state -ne 'Succeeded') {
    Fail-Step "the build $($build.id) ended as $($build.state): $($build.failure.message)"
}
Set-OctopusVariable -name 'Image' -value $build.image
Set-OctopusVariable -name 'Reference' -value $build.reference
Set-OctopusVariable -name 'Digest' -value $build.digest
Set-OctopusVariable -name 'Build' -value $build.id
Write-Host "The image is $($build.image)"
