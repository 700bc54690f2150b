package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Gets a token for the AWS principal whose credentials the SDK's default chain finds, as {@code aws ecr get-login-password} does. */
public final class SignedLogin {
    private static final String PATH = "/api/login/aws";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSED =
            "AWS rejected the signature: the principal's policy must allow execute-api:Invoke on the stack's output AwsLoginResource";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private SignedLogin() {}

    /**
     * A token.
     *
     * @param token its secret
     * @param expires the expiry time
     */
    public record Issued(String token, Instant expires) {
        /** Returns the expiry time, never the secret. */
        @Override
        public String toString() {
            return "a token until " + expires;
        }
    }

    /**
     * Logs in.
     *
     * @param registry the registry's URL
     * @param profile the profile in AWS's configuration files; empty for the environment's credentials
     */
    public static Issued login(URI registry, Optional<String> profile) throws IOException {
        JsonNode where = send(HttpRequest.newBuilder(registry.resolve(PATH)).GET(), REFUSED);
        String host = where.path("host").asText();
        // Requests are only signed for AWS or for the registry itself.
        if (!host.equals(registry.getAuthority()) && !AwsAccount.isGateway(host)) {
            throw new CommandFailure(
                    "the registry's host for logins must be in AWS, but is not; no signature was sent");
        }
        // Whatever host a registry announces, a signature is only valid for the requested registry.
        String login = PATH + "?registry=" + URLEncoder.encode(name(registry), StandardCharsets.UTF_8);
        URI signed = URI.create(registry.getScheme() + "://" + host + login);
        JsonNode made = send(
                sign(signed, registry.resolve(login), where.path("region").asText(), credentials(profile)), REFUSED);
        return new Issued(
                made.path("token").asText(), Instant.parse(made.path("expires").asText()));
    }

    /** Returns the registry's name as in its configuration, without the scheme's default port. */
    private static String name(URI registry) {
        String name = registry.getAuthority().toLowerCase(Locale.ROOT);
        String implied = registry.getScheme().equals("https") ? ":443" : ":80";
        return name.endsWith(implied) ? name.substring(0, name.length() - implied.length()) : name;
    }

    private static AwsCredentials credentials(Optional<String> profile) {
        var chain = DefaultCredentialsProvider.builder();
        profile.ifPresent(chain::profileName);
        try (DefaultCredentialsProvider provider = chain.build()) {
            return provider.resolveCredentials();
        } catch (SdkClientException e) {
            throw new CommandFailure(
                    "AWS credentials are missing: set them in the environment, or choose a profile with"
                            + " --profile ('aws configure export-credentials --format env' gives those of a single sign-on)");
        }
    }

    /**
     * Signs the request.
     *
     * @param signed the URL that the gateway receives from the distribution
     * @param sent the URL to send it to
     */
    private static HttpRequest.Builder sign(URI signed, URI sent, String region, AwsCredentials credentials) {
        SdkHttpRequest plain =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(signed).build();
        SdkHttpRequest whole = AwsV4HttpSigner.create()
                .sign(request -> request.identity(credentials)
                        .request(plain)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(sent).POST(BodyPublishers.noBody());
        whole.forEachHeader((name, values) -> {
            // The distribution replaces the registry's host by the gateway's.
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    /**
     * Sends a login.
     *
     * @param refusal the message for a response without one from the registry
     */
    static JsonNode send(HttpRequest.Builder builder, String refusal) throws IOException {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() < 300) {
                return answer;
            }
            JsonNode error = answer.path("errors").path(0).path("message");
            throw new CommandFailure(
                    error.isTextual() ? error.asText() : refusal + " (HTTP " + response.statusCode() + ")");
        } catch (ConnectException e) {
            throw new IOException("no response from " + request.uri().resolve("/"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
