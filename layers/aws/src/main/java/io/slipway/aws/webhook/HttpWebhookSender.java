package io.slipway.aws.webhook;

import io.slipway.core.webhook.WebhookSender;
import io.slipway.core.webhook.WebhookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts over HTTP. The addresses of a name are checked where it is resolved, and the connection is made to one of these: a name cannot lead
 * elsewhere in between. Redirects are not followed, and answers are not read.
 */
public final class HttpWebhookSender implements WebhookSender {
    /** The timeout of a connection, and of an answer. */
    private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

    private final CloseableHttpClient http;

    public HttpWebhookSender(WebhookUrl urls) {
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked(urls))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(TIMEOUT)
                                .setSocketTimeout(TIMEOUT)
                                .setTimeToLive(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(TIMEOUT)
                        .setConnectionRequestTimeout(TIMEOUT)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("slipway-webhook")
                .build();
    }

    @Override
    public Optional<String> post(URI url, Map<String, String> headers, String body) {
        HttpPost post = new HttpPost(url);
        headers.forEach(post::setHeader);
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        try {
            int status = http.execute(post, response -> {
                // The body of the answer is not read.
                post.abort();
                return response.getCode();
            });
            return status / 100 == 2 ? Optional.empty() : Optional.of("the webhook answered " + status);
        } catch (Refused e) {
            return Optional.of("the host has no public address");
        } catch (UnknownHostException e) {
            return Optional.of("the host has no address");
        } catch (IOException e) {
            return Optional.of("no answer: " + e.getClass().getSimpleName());
        }
    }

    private static final class Refused extends UnknownHostException {}

    /** Resolves names to those of their addresses that may be reached. */
    private record Checked(WebhookUrl urls) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] allowed = Arrays.stream(InetAddress.getAllByName(host))
                    .filter(urls::allows)
                    .toArray(InetAddress[]::new);
            if (allowed.length == 0) {
                throw new Refused();
            }
            return allowed;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
