package io.slipway.cli.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Reads from an AWS account with the credentials that the SDK's default chain finds. It changes nothing there. */
public final class AwsAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Services with one endpoint for all regions. */
    private static final Map<String, String> GLOBAL = Map.of("cloudfront", "us-east-1");

    private static final Pattern GATEWAY =
            Pattern.compile("[a-z0-9.-]+\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?");

    private final String region;
    private final AwsCredentials credentials;
    private final Map<String, String> environment;

    /**
     * Creates an account with these credentials; {@code AWS_ENDPOINT_URL} in the environment overrides the endpoints of
     * its services.
     */
    public AwsAccount(String region, AwsCredentials credentials, Map<String, String> environment) {
        this.region = region;
        this.credentials = credentials;
        this.environment = environment;
    }

    /** Returns the account, if the environment has credentials. */
    public static Optional<AwsAccount> find(String region) {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            return Optional.of(new AwsAccount(region, provider.resolveCredentials(), System.getenv()));
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a host is an API Gateway in AWS. */
    public static boolean isGateway(String host) {
        return GATEWAY.matcher(host).matches();
    }

    /** Calls an operation of a service whose responses are JSON. */
    public JsonNode get(String service, String path) throws IOException {
        return JSON.readTree(send(service, SdkHttpMethod.GET, path, "", ""));
    }

    /** Calls an operation of a service with a JSON protocol. */
    public JsonNode call(String service, String target, JsonNode input) throws IOException {
        return JSON.readTree(send(service, SdkHttpMethod.POST, "/", target, input.toString()));
    }

    /** Calls an operation of a service whose responses are XML. */
    public Document query(String service, String path) throws IOException {
        byte[] answer = send(service, SdkHttpMethod.GET, path, "", "");
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("AWS (" + service + ") must respond with XML: " + e.getMessage(), e);
        }
    }

    private byte[] send(String service, SdkHttpMethod method, String path, String target, String body)
            throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create(endpoint(service) + path);
        SdkHttpRequest.Builder plain = SdkHttpRequest.builder().method(method).uri(uri);
        if (!target.isEmpty()) {
            plain.putHeader("Content-Type", "application/x-amz-json-1.1").putHeader("X-Amz-Target", target);
        }
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(credentials)
                        .request(plain.build())
                        .payload(() -> new ByteArrayInputStream(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, GLOBAL.getOrDefault(service, region)))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .method(method.name(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                String said = new String(response.body(), StandardCharsets.UTF_8).strip();
                throw new CommandFailure("AWS (" + service + ") must respond with 200, but responded with "
                        + response.statusCode() + ": " + said);
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    /** Returns the service's endpoint, which the SDK's usual environment variables override. */
    private String endpoint(String service) {
        String own = "AWS_ENDPOINT_URL_" + service.replace('-', '_').toUpperCase(Locale.ROOT);
        return Optional.ofNullable(environment.get(own))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                .orElseGet(() -> "https://" + service + (GLOBAL.containsKey(service) ? "" : "." + region)
                        + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : ""));
    }
}
