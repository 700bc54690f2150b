package io.slipway.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of issuers, and nothing else, are fetched over HTTPS. */
class HttpIssuerKeysTest {
    private static final String PASSWORD = "password";
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    private static Path store = Path.of("");

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;
    private String issuer = "";

    @BeforeAll
    static void trustACertificateForLocalhost(@TempDir Path folder) throws IOException, InterruptedException {
        store = folder.resolve("issuer.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "issuer",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    @AfterAll
    static void trustNoMore() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @BeforeEach
    void publish() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            String page = pages.getOrDefault(exchange.getRequestURI().getPath(), "");
            if (page.startsWith("https://")) {
                exchange.getResponseHeaders().set("Location", page);
                exchange.sendResponseHeaders(302, -1);
            } else {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(page.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        issuer = "https://localhost:" + server.getAddress().getPort();
        describe(issuer, issuer + "/keys");
        pages.put("/keys", new JWKSet(key("1").toPublicJWK()).toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keys_are_found_through_the_discovery_document_and_cached() throws KeySourceException {
        JWKSource<SecurityContext> keys = new HttpIssuerKeys(address -> true).of(issuer);
        assertThat(get(keys, "1")).hasSize(1);
        assertThat(get(keys, "1")).hasSize(1);
        assertThat(requests).as("the document and the keys, once").hasValue(2);
    }

    @Test
    void keys_are_fetched_again_for_an_unknown_key_so_that_a_rotation_is_noticed() throws KeySourceException {
        JWKSource<SecurityContext> keys = new HttpIssuerKeys(address -> true).of(issuer);
        assertThat(get(keys, "1")).hasSize(1);
        pages.put("/keys", new JWKSet(List.of(key("1").toPublicJWK(), key("2").toPublicJWK())).toString());
        assertThat(get(keys, "2")).hasSize(1);
        int fetched = requests.get();
        for (int i = 0; i < 20; i++) {
            try {
                assertThat(get(keys, "unknown-" + i)).isEmpty();
            } catch (RateLimitReachedException e) {
                // Later requests end here.
            }
        }
        assertThat(requests.get()).as("requests for keys that do not exist").isLessThan(fetched + 4);
    }

    @Test
    void a_document_of_another_issuer_is_refused() {
        describe("https://elsewhere.example.com", issuer + "/keys");
        assertRefused("names another");
    }

    @Test
    void keys_over_plain_http_are_refused() {
        describe(issuer, issuer.replace("https", "http") + "/keys");
        assertRefused("must begin with https://");
    }

    @Test
    void redirects_are_not_followed() {
        pages.put(CONFIGURATION, issuer + "/elsewhere");
        pages.put("/elsewhere", "{}");
        assertRefused("the response is not valid");
        assertThat(requests).hasValue(1);
    }

    @Test
    void a_document_beyond_the_limit_is_refused() {
        pages.put("/keys", " ".repeat(HttpIssuerKeys.MAX_DOCUMENT) + "{\"keys\":[]}");
        assertRefused("the response is not valid");
    }

    @Test
    void no_connection_is_made_to_an_address_that_is_not_allowed() {
        assertThatExceptionOfType(KeySourceException.class)
                .isThrownBy(() -> get(new HttpIssuerKeys(address -> false).of(issuer), "1"))
                .withMessageContaining("must have a public address");
        assertThat(requests).hasValue(0);
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(KeySourceException.class)
                .isThrownBy(() -> get(new HttpIssuerKeys(address -> true).of(issuer), "1"))
                .withMessageContaining(reason);
    }

    private void describe(String name, String keys) {
        pages.put(CONFIGURATION, "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + keys + "\"}");
    }

    private static List<JWK> get(JWKSource<SecurityContext> keys, String id) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
