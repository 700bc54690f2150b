package io.slipway.function.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads AWS's list of its own addresses ("AWS IP address ranges"), and stores those of the stack's region in the table. */
final class PublishedRanges {
    private static final String ADDRESS = "https://ip-ranges.amazonaws.com/ip-ranges.json";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Backend backend;

    PublishedRanges(Backend backend) {
        this.backend = backend;
    }

    /**
     * Fetches the list, and returns the number of stored ranges.
     *
     * @throws IOException if it is unavailable: the stored ranges are kept, and without any, every pull uses the distribution
     */
    int refresh() throws IOException {
        Environment environment = backend.environment();
        URI address = URI.create(environment.optional("SLIPWAY_IP_RANGES").orElse(ADDRESS));
        HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(
                        "the HTTP status of AWS's address ranges must be 200, but was " + response.statusCode());
            }
            JsonNode published = new ObjectMapper().readTree(response.body());
            return backend.regionRanges().write(published, environment.region());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching AWS's address ranges", e);
        }
    }
}
