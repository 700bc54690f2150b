package io.slipway.local.gate;

import java.io.InputStream;
import java.util.Map;

/**
 * What a service of AWS answers.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, read once
 */
public record AwsAnswer(int status, Map<String, String> headers, InputStream body) {
    public AwsAnswer {
        headers = Map.copyOf(headers);
    }
}
