package io.slipway.aws.webhook;

import io.slipway.aws.network.OutboundHttp;
import io.slipway.core.webhook.WebhookSender;
import io.slipway.core.webhook.WebhookUrl;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Posts over HTTP to allowed addresses. Redirects are not followed, and response bodies are not read. */
public final class HttpWebhookSender implements WebhookSender {
    private final CloseableHttpClient http;

    public HttpWebhookSender(WebhookUrl urls) {
        this.http = OutboundHttp.client(urls::allows, "slipway-webhook");
    }

    @Override
    public Optional<String> post(URI url, Map<String, String> headers, String body) {
        HttpPost post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        try {
            int status = http.execute(post, response -> {
                // The body of the response is not read.
                post.abort();
                return response.getCode();
            });
            return status / 100 == 2
                    ? Optional.empty()
                    : Optional.of("the webhook's status must be 2xx, but was " + status);
        } catch (OutboundHttp.Refused e) {
            return Optional.of("the host must have a public address, but has none");
        } catch (UnknownHostException e) {
            return Optional.of("the host must have an address, but has none");
        } catch (IOException e) {
            return Optional.of("no answer: " + e.getClass().getSimpleName());
        }
    }
}
