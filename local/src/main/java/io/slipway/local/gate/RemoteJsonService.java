package io.slipway.local.gate;

import io.slipway.emulators.JsonService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;

/** A service with a JSON protocol in another process, which replaces an embedded emulator. */
final class RemoteJsonService implements JsonService {
    private final HttpService server;

    RemoteJsonService(HttpService server) {
        this.server = server;
    }

    @Override
    public Answer answer(String target, byte[] body) {
        Map<String, String> headers = Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", target);
        AwsRequest request = new AwsRequest("POST", "/", "", headers, new ByteArrayInputStream(body));
        try {
            AwsAnswer answer = server.send(request, Hashes.sha256(body), OptionalLong.of(body.length));
            try (InputStream content = answer.body()) {
                return new Answer(answer.status(), answer.headers(), content.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
