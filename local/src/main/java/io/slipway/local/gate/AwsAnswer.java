package io.slipway.local.gate;

import java.io.InputStream;
import java.util.Map;

/**
 * The response of an AWS service.
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
