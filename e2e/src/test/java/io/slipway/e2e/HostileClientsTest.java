package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry responds to any request, and never with a server error. {@code -Dslipway.hostile=100000} sends more
 * requests, and {@code -Dslipway.hostile.seed=7} others.
 */
class HostileClientsTest {
    private static final int REQUESTS = Integer.getInteger("slipway.hostile", 5_000);
    private static final long SEED = Long.getLong("slipway.hostile.seed", 1);
    private static final int CLIENTS = 8;
    private static final String REPOSITORY = "hostile";

    /**
     * The time after which credentials are renewed: a bearer token expires after five minutes, an upload's URL after
     * an hour.
     */
    private static final int RENEW_AFTER = 200;

    /**
     * A separate cloud, because corrupted tickets appear in the paths that it logs, and wrong tokens throttle their
     * address.
     */
    @TempDir
    Path folder;

    @Test
    void no_request_causes_a_server_error_or_hangs() throws Exception {
        try (Cloud cloud = Cloud.startOnce(folder.resolve("data"))) {
            attack(cloud);
        }
    }

    private static void attack(Cloud cloud) throws Exception {
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        String token = token(new Api(cloud), cloud.adminToken(), "*", "\"pull\",\"push\",\"delete\",\"admin\"");
        var statuses = new ConcurrentHashMap<Integer, Integer>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                long seed = SEED * CLIENTS + client;
                running.add(clients.submit(() -> attack(cloud, token, seed, failures, statuses)));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
        assertThat(failures).as("statuses: %s", new TreeMap<>(statuses)).isEmpty();
        // Requests that are all rejected for the same reason would prove nothing.
        assertThat(statuses.keySet()).contains(200, 202, 204, 400, 401, 404, 405);
        byte[] content = "still there".getBytes(StandardCharsets.UTF_8);
        Api api = new Api(cloud, token);
        var digest = api.pushBlob(REPOSITORY, content);
        assertThat(api.follow(REPOSITORY, "/v2/" + REPOSITORY + "/blobs/" + digest)
                        .body())
                .isEqualTo(content);
    }

    private static void attack(
            Cloud cloud, String token, long seed, List<String> failures, ConcurrentHashMap<Integer, Integer> statuses) {
        Api api = new Api(cloud, token);
        HostileRequests requests = new HostileRequests(seed, REPOSITORY, cloud.host());
        String bearer = "";
        String upload = "";
        String guessed = "";
        for (int i = 0; i < REQUESTS / CLIENTS; i++) {
            if (i % RENEW_AFTER == 0) {
                bearer = api.bearer(REPOSITORY);
                upload = api.begin(REPOSITORY);
                guessed = token(api, token, "default", "\"pull\",\"push\"");
            }
            byte[] request = requests.next(bearer, token, guessed, upload);
            int status = status(cloud, request);
            statuses.merge(status, 1, Integer::sum);
            // 501 is HTTP's status for an unknown method.
            if (status < 0 || (status >= 500 && status != 501)) {
                failures.add(status + " to " + new String(request, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /**
     * Returns a token. A caller that has guessed a token is rejected for minutes, even with the right one, and any
     * other text is a guess of the administrator's token. Clients therefore use their own tokens, and guess each for a
     * limited time.
     */
    private static String token(Api api, String password, String space, String actions) {
        byte[] wanted = ("{\"name\":\"hostile\",\"grants\":[{\"space\":\"" + space + "\",\"actions\":[" + actions
                        + "]}]}")
                .getBytes(StandardCharsets.UTF_8);
        var made = api.send("POST", "/api/tokens", wanted, Map.of("Authorization", "Bearer " + password));
        return Api.json(made).path("token").asText();
    }

    private static int status(Cloud cloud, byte[] request) {
        try {
            return RawHttp.status(cloud.url(), request);
        } catch (RawHttp.HangException e) {
            return -1;
        }
    }
}
