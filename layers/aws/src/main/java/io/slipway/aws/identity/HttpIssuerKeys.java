package io.slipway.aws.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.slipway.aws.network.OutboundHttp;
import io.slipway.core.identity.IssuerKeys;
import io.slipway.core.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys that issuers publish (OpenID Connect Discovery 1.0, section 4), only over HTTPS and without redirects. Keys are cached; for a
 * token with an unknown key they are fetched again, which is rate-limited.
 */
public final class HttpIssuerKeys implements IssuerKeys {
    /** The largest discovery document, and the largest set of keys, in bytes. */
    public static final int MAX_DOCUMENT = 65_536;

    /** The time for which keys are cached. */
    public static final Duration CACHED = Duration.ofMinutes(5);

    /** The shortest time between two fetches of an issuer's keys. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Duration WAIT_FOR_ANOTHER = Duration.ofSeconds(15);

    private final Predicate<InetAddress> allowed;
    private @Nullable CloseableHttpClient http;
    private final Map<String, JWKSource<SecurityContext>> sources = new ConcurrentHashMap<>();

    /**
     * Creates the source of keys.
     *
     * @param allowed the addresses that issuers may have
     */
    public HttpIssuerKeys(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    @Override
    public JWKSource<SecurityContext> of(String issuer) {
        // Only issuers that a rule names are requested, so that the number of rules bounds the map.
        return sources.computeIfAbsent(
                issuer,
                it -> JWKSourceBuilder.create(new Published(it))
                        .cache(CACHED.toMillis(), WAIT_FOR_ANOTHER.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(INTERVAL.toMillis())
                        .build());
    }

    /** Returns the client, created for the first issuer: most functions never need it. */
    private synchronized CloseableHttpClient client() {
        CloseableHttpClient client = http;
        if (client == null) {
            client = OutboundHttp.client(allowed, "slipway-oidc");
            http = client;
        }
        return client;
    }

    private final class Published implements JWKSetSource<SecurityContext> {
        private final String issuer;

        Published(String issuer) {
            this.issuer = issuer;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                JsonNode document = JsonTree.read(get(configuration(issuer)));
                String named = document.path("issuer").asText();
                if (!named.equals(issuer)) {
                    throw new JWKSetRetrievalException(
                            "the discovery document must name this issuer, but names another", null);
                }
                String keys = document.path("jwks_uri").asText();
                if (!keys.startsWith("https://")) {
                    throw new JWKSetRetrievalException("the jwks_uri must begin with https://", null);
                }
                return JWKSet.parse(new String(get(keys), StandardCharsets.UTF_8));
            } catch (OutboundHttp.Refused e) {
                throw new JWKSetRetrievalException("the host must have a public address, but has none", e);
            } catch (IOException | ParseException | IllegalArgumentException e) {
                throw new JWKSetRetrievalException(
                        "the response is not valid (" + e.getClass().getSimpleName() + ")", e);
            }
        }

        @Override
        public void close() {
            // The client is shared by all issuers.
        }
    }

    private static String configuration(String issuer) {
        return issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration";
    }

    private byte[] get(String address) throws IOException {
        return client().execute(new HttpGet(address), response -> {
            if (response.getCode() != 200) {
                throw new IOException("the status must be 200, but was " + response.getCode());
            }
            try (InputStream body = response.getEntity().getContent()) {
                byte[] bytes = body.readNBytes(MAX_DOCUMENT + 1);
                if (bytes.length > MAX_DOCUMENT) {
                    throw new IOException("the document must have at most " + MAX_DOCUMENT + " bytes");
                }
                return bytes;
            }
        });
    }
}
