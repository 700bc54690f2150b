# Sends the requests of requests.txt to the environment of environment.json, and fails if a response lacks the expected text.
base=$(sed -n 's/.*"baseUrl": "\([^"]*\)".*/\1/p' environment.json)
timeout=$(sed -n 's/.*"timeoutSeconds": \([0-9]*\).*/\1/p' environment.json)
failed=0
while read -r path expected; do
  if timeout "$timeout" wget -q -O - "$base$path" | grep -q -F "$expected"; then
    echo "ok      $path"
  else
    echo "NOT OK  $path: no answer with $expected"
    failed=1
  fi
done <requests.txt
exit "$failed"
