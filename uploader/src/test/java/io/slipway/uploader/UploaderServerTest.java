package io.slipway.uploader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.UploadTicket;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream lane's server, on DynamoDB Local and s3proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploaderServerTest {
    private static final RepositoryName APP = RepositoryName.parse("app");
    private static final int LARGE = 30_000_003;

    /** The longest body that is stored as one object. */
    private static final int ONE_PIECE = 12 * 1024 * 1024;

    /** More bytes than fit into the buffers of a connection, so that the server has begun to read once they are written. */
    private static final int READ = 20_000_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Backend backend;
    private UploaderServer uploader;
    private String session = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.put("SLIPWAY_UPLOADER_PORT", "0");
        variables.put("SLIPWAY_UPLOADER_HOST", "127.0.0.1");
        variables.put("SLIPWAY_PUBLIC_URL", "https://registry.example.com");
        backend = new Backend(new Environment(variables));
        variables.put("SLIPWAY_METRICS", "Slipway/test");
        Environment environment = new Environment(variables);
        uploader = UploaderServer.start(
                new Backend(environment, new AwsClients(environment, Optional.of(calls))), log::add);
    }

    @AfterAll
    void stop() {
        uploader.close();
        http.close();
        account.close();
    }

    @BeforeEach
    void begin() {
        session = SessionId.next(Instant.now(), SpaceName.DEFAULT);
    }

    private String bearer() {
        Access push = new Access(APP, Set.of(Action.PULL, Action.PUSH));
        return backend.forLogins().bearerIssuer().issue(new Caller("test", List.of(push), List.of(), Set.of()));
    }

    /** Returns the path and the query of a request in the session. */
    private String address(RepositoryName ticketFor, long offset) {
        String ticket = UploadTicket.issue(
                        ticketFor,
                        session,
                        offset,
                        DigestAlgorithm.SHA256,
                        Instant.now().plus(Duration.ofMinutes(5)),
                        Instant.now())
                .sign(backend.secret("SLIPWAY_TICKET_KEY_SECRET").get());
        return "/v2/app/blobs/uploads/" + session + "?_state=" + ticket;
    }

    private HttpResponse<String> send(String method, String address, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + uploader.port() + address))
                .header("Authorization", "Bearer " + bearer())
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> finish(String address, Digest digest) throws IOException, InterruptedException {
        return send("PUT", address + "&digest=" + digest, BodyPublishers.noBody());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private byte[] stored(Digest digest) {
        StoredBlob blob = backend.blobLinks().find(APP, digest).blob().orElseThrow();
        return backend.blobBytes().read(blob, 0, (int) blob.size());
    }

    /** Begins a PATCH on a plain socket, and sends part of its body. */
    private Socket half(int sent) throws IOException {
        return half(uploader, sent);
    }

    private Socket half(UploaderServer server, int sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String head = "PATCH " + address(APP, 0) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer()
                + "\r\nContent-Length: " + LARGE + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[sent]);
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void a_body_of_unknown_length_becomes_a_blob() throws Exception {
        byte[] content = noise(LARGE);
        HttpResponse<String> patched =
                send("PATCH", address(APP, 0), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(202);
        assertThat(patched.headers().firstValue("Range")).contains("0-" + (LARGE - 1));
        assertThat(finish(location(patched), digest(content)).statusCode()).isEqualTo(201);
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, ONE_PIECE})
    void a_body_of_unknown_length_costs_one_object_and_its_finish_one_transaction(int length) throws Exception {
        byte[] content = noise(length);
        calls.take();
        HttpResponse<String> patched =
                send("PATCH", address(APP, 0), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(202);
        assertThat(patched.headers().firstValue("Range")).contains("0-" + (content.length - 1));
        assertThat(calls.take()).containsExactly("PutObject");
        assertThat(finish(location(patched), digest(content)).statusCode()).isEqualTo(201);
        assertThat(calls.take()).containsExactly("TransactWriteItems");
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void a_blob_of_unknown_length_costs_one_object_and_one_transaction() throws Exception {
        byte[] content = noise(ONE_PIECE - 1);
        calls.take();
        HttpResponse<String> put = send(
                "PUT",
                address(APP, 0) + "&digest=" + digest(content),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(calls.take()).containsExactly("PutObject", "TransactWriteItems");
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void a_longer_body_of_unknown_length_claims_its_session() throws Exception {
        byte[] content = noise(ONE_PIECE + 1);
        calls.take();
        HttpResponse<String> put = send(
                "PUT",
                address(APP, 0) + "&digest=" + digest(content),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(calls.take()).containsExactly("TransactWriteItems", "PutObject", "TransactWriteItems");
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void a_large_chunk_with_a_range_is_a_part_because_others_may_follow() throws Exception {
        byte[] content = noise(6_000_006);
        calls.take();
        HttpResponse<String> patched = send(
                "PATCH",
                address(APP, 0),
                BodyPublishers.ofByteArray(content),
                "Content-Range",
                "0-" + (content.length - 1));
        assertThat(patched.statusCode()).as(patched.body()).isEqualTo(202);
        assertThat(calls.take()).contains("UploadPart").doesNotContain("PutObject");
        assertThat(finish(location(patched), digest(content)).statusCode()).isEqualTo(201);
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void a_chunk_after_a_body_that_was_stored_as_one_object_reads_that_object_once() throws Exception {
        byte[] whole = noise(ONE_PIECE + 100);
        HttpResponse<String> patched =
                send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(Arrays.copyOf(whole, ONE_PIECE)));
        calls.take();
        patched = send(
                "PATCH",
                location(patched),
                BodyPublishers.ofByteArray(Arrays.copyOfRange(whole, ONE_PIECE, whole.length)));
        assertThat(calls.take())
                .containsExactly("TransactWriteItems", "GetObject", "CreateMultipartUpload", "UploadPart", "PutItem");
        assertThat(patched.headers().firstValue("Range")).contains("0-" + (whole.length - 1));
        assertThat(finish(location(patched), digest(whole)).statusCode()).isEqualTo(201);
        assertThat(stored(digest(whole))).isEqualTo(whole);
    }

    @Test
    void a_small_chunk_whose_length_differs_from_its_range_is_refused() throws Exception {
        HttpResponse<String> refused = send(
                "PATCH",
                address(APP, 0),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(noise(10))),
                "Content-Range",
                "0-19");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("the body must have the 20 bytes of its Content-Range, but had 10");
    }

    @Test
    void a_second_client_of_the_same_upload_is_told_its_progress() throws Exception {
        send("PATCH", address(APP, 0), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(noise(20))));
        HttpResponse<String> second =
                send("PATCH", address(APP, 0), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(noise(30))));
        assertThat(second.statusCode()).isEqualTo(416);
        assertThat(second.headers().firstValue("Range")).contains("0-19");
    }

    @Test
    void an_upload_is_logged_in_one_line_with_its_bytes_and_time_but_without_its_ticket() throws Exception {
        byte[] content = noise(6_000_004);
        log.clear();
        assertThat(send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(content))
                        .statusCode())
                .isEqualTo(202);
        assertThat(log).hasSize(1);
        assertThat(log.getFirst())
                .contains(
                        "\"path\":\"/v2/app/blobs/uploads/" + session + "\"",
                        "\"Namespace\":\"Slipway/test\"",
                        "\"BytesStream\":" + content.length)
                .containsPattern("\"StreamMillis\":[1-9]")
                .doesNotContain("_state");
    }

    @Test
    void a_refused_upload_is_logged_without_bytes() throws Exception {
        log.clear();
        send("PATCH", address(RepositoryName.parse("other"), 0), BodyPublishers.ofByteArray(noise(10)));
        assertThat(log).hasSize(1);
        assertThat(log.getFirst()).contains("\"status\":400").doesNotContain("BytesStream");
    }

    @Test
    void the_open_uploads_are_reported() throws Exception {
        try (Socket first = half(READ)) {
            begin();
            try (Socket second = half(READ)) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();
                log.clear();
                uploader.report();
                for (int i = 0; !log.getLast().contains("\"OpenUploads\":2") && i < 1_000; i++) {
                    // The server may not have noticed the end of another test's upload yet.
                    Thread.sleep(20);
                    uploader.report();
                }
                assertThat(log.getLast()).contains("\"OpenUploads\":2", "\"Name\":\"OpenUploads\"");
            }
        }
    }

    @Test
    void a_blob_can_be_sent_in_several_requests() throws Exception {
        byte[] first = noise(6_000_000);
        byte[] second = noise(5_500_000);
        HttpResponse<String> patched = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(first));
        patched = send("PATCH", location(patched), BodyPublishers.ofByteArray(second));
        assertThat(patched.headers().firstValue("Range")).contains("0-11499999");
        byte[] whole = new byte[first.length + second.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        assertThat(finish(location(patched), digest(whole)).statusCode()).isEqualTo(201);
        assertThat(stored(digest(whole))).isEqualTo(whole);
    }

    @Test
    void the_last_bytes_can_be_sent_with_the_digest() throws Exception {
        byte[] content = noise(6_000_003);
        HttpResponse<String> patched =
                send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(Arrays.copyOf(content, 6_000_000)));
        HttpResponse<String> finished = send(
                "PUT",
                location(patched) + "&digest=" + digest(content),
                BodyPublishers.ofByteArray(Arrays.copyOfRange(content, 6_000_000, content.length)));
        assertThat(finished.statusCode()).as(finished.body()).isEqualTo(201);
        assertThat(finished.headers().firstValue("Docker-Content-Digest"))
                .contains(digest(content).toString());
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void repeated_bytes_are_refused_with_the_position_at_which_to_continue() throws Exception {
        byte[] content = noise(13_000_005);
        HttpResponse<String> patched = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(content));
        HttpResponse<String> again = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(content));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(416);
        assertThat(again.headers().firstValue("Range")).contains("0-13000004");
        assertThat(finish(location(patched), digest(content)).statusCode()).isEqualTo(201);
    }

    @Test
    void a_request_that_bypasses_the_distribution_is_refused_if_a_proof_is_configured() throws Exception {
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.put("SLIPWAY_UPLOADER_PORT", "0");
        variables.put("SLIPWAY_UPLOADER_HOST", "127.0.0.1");
        variables.put("SLIPWAY_EDGE_PROOF", "proof");
        try (UploaderServer proven = UploaderServer.start(variables, line -> {})) {
            URI address = URI.create("http://127.0.0.1:" + proven.port() + address(APP, 0));
            for (String proof : List.of("another", "proof")) {
                HttpRequest request = HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + bearer())
                        .header("X-Slipway-Edge", proof)
                        .method("PATCH", BodyPublishers.ofByteArray(noise(10)))
                        .build();
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(proof.equals("proof") ? 202 : 403);
            }
        }
    }

    @Test
    void eight_to_forty_uploads_can_run_depending_on_the_heap() {
        assertThat(UploadHandler.places(256L << 20)).isEqualTo(UploadHandler.MIN_STREAMS);
        assertThat(UploadHandler.places(1L << 30)).isEqualTo(16);
        assertThat(UploadHandler.places(64L << 30)).isEqualTo(UploadHandler.MAX_STREAMS);
    }

    @Test
    void bytes_with_another_digest_are_refused() throws Exception {
        HttpResponse<String> patched = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(noise(6_000_001)));
        Digest other = digest(noise(10));
        HttpResponse<String> refused = finish(location(patched), other);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("DIGEST_INVALID");
        assertThat(backend.blobLinks().find(APP, other).blob()).isEmpty();
        assertThat(finish(location(patched), digest(noise(6_000_001))).statusCode())
                .as("with the right digest")
                .isEqualTo(201);
    }

    @Test
    void bytes_of_a_client_that_disconnected_are_not_acknowledged() throws Exception {
        half(READ).close();
        byte[] content = noise(6_000_002);
        HttpResponse<String> again = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(content));
        for (int i = 0; again.statusCode() == 416 && i < 1_000; i++) {
            // The server notices that the connection is closed, and releases the session.
            Thread.sleep(50);
            again = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(content));
        }
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(finish(location(again), digest(content)).statusCode()).isEqualTo(201);
        assertThat(stored(digest(content))).isEqualTo(content);
    }

    @Test
    void an_upload_that_is_cancelled_while_it_runs_stores_nothing() throws Exception {
        try (Socket upload = half(READ)) {
            assertThat(backend.uploads().cancel(APP, session)).isPresent();
            upload.getOutputStream().write(new byte[LARGE - READ]);
            byte[] answer = upload.getInputStream().readNBytes("HTTP/1.1 404".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 404");
        }
        assertThat(backend.uploads().offset(APP, session)).isEqualTo(Optional.empty());
    }

    @Test
    void a_ticket_is_valid_only_for_its_repository() throws Exception {
        HttpResponse<String> response =
                send("PATCH", address(RepositoryName.parse("other"), 0), BodyPublishers.ofByteArray(new byte[10]));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("BLOB_UPLOAD_INVALID");
    }

    @Test
    void without_a_login_the_challenge_has_the_registrys_own_url() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + uploader.port() + address(APP, 0)))
                .header("X-Forwarded-Host", "evil.example.com")
                .method("PATCH", BodyPublishers.ofByteArray(new byte[10]))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer realm=\"https://registry.example.com/token\"");
    }

    @Test
    void uploads_beyond_the_memory_limit_get_429_with_retry_after() throws Exception {
        List<Socket> uploads = new ArrayList<>();
        try {
            for (int i = 0; i < UploadHandler.MAX_STREAMS; i++) {
                begin();
                uploads.add(half(10));
            }
            HttpResponse<String> refused = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(new byte[10]));
            for (int i = 0; refused.statusCode() != 429 && i < 1_000; i++) {
                // An upload of another test may have occupied a slot when one of these arrived, and has ended since.
                Thread.sleep(20);
                begin();
                uploads.add(half(10));
                begin();
                refused = send("PATCH", address(APP, 0), BodyPublishers.ofByteArray(new byte[10]));
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("2");
            assertThat(send("GET", "/health", BodyPublishers.noBody()).statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket upload : uploads) {
                upload.close();
            }
            do {
                Thread.sleep(20);
                uploader.report();
            } while (!log.getLast().contains("\"OpenUploads\":0"));
        }
    }

    @Test
    void a_stopping_server_lets_a_slow_upload_finish_and_refuses_new_ones() throws Exception {
        Map<String, String> variables = new HashMap<>(account.environment());
        variables.put("SLIPWAY_UPLOADER_PORT", "0");
        variables.put("SLIPWAY_PUBLIC_URL", "https://registry.example.com");
        UploaderServer ending = UploaderServer.start(variables, line -> {});
        int port = ending.port();
        try (Socket upload = half(ending, READ)) {
            Thread end = Thread.ofVirtual().start(() -> ending.drain(Duration.ofMinutes(1)));
            // Longer than Jetty's default idle timeout of a second for connections of a stopping server.
            assertThat(end.join(Duration.ofMillis(2_500))).isFalse();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                    .isInstanceOf(ConnectException.class);
            upload.getOutputStream().write(new byte[LARGE - READ]);
            byte[] answer = upload.getInputStream().readNBytes("HTTP/1.1 202".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 202");
            assertThat(end.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void a_refusal_reaches_a_client_that_continues_to_send() throws Exception {
        try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), uploader.port())) {
            String head = "PATCH " + address(RepositoryName.parse("other"), 0)
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer() + "\r\nContent-Length: " + LARGE
                    + "\r\n\r\n";
            upload.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            upload.getOutputStream().write(new byte[LARGE]);
            byte[] answer = upload.getInputStream().readNBytes("HTTP/1.1 400".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void other_paths_are_not_served() throws Exception {
        assertThat(send("GET", "/v2/", BodyPublishers.noBody()).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", address(APP, 0), BodyPublishers.noBody()).statusCode())
                .isEqualTo(405);
    }
}
