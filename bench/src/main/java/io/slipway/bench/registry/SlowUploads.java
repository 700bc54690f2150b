package io.slipway.bench.registry;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.blob.SessionId;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.upload.UploadTicket;
import io.slipway.emulators.EmulatedAccount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends many slow uploads concurrently to one task of the stream lane, then to three, then to three of which one is
 * stopped. Each task is a process with the heap size of Fargate; a new upload goes to the task with the fewest, as
 * with the load balancer.
 */
public final class SlowUploads {
    private static final int UPLOADS = 100;
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS = 320;
    private static final Duration PAUSE = Duration.ofMillis(125);
    private static final RepositoryName APP = RepositoryName.parse("app");

    /** A client's view of its upload. */
    private record Seen(int status, int refusals, Duration time) {}

    /** A task of the service. */
    private record Task(Process process, int port, AtomicInteger open) {
        String status(String field) throws IOException {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .lines()
                    .filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> line.replaceAll("\\D", ""))
                    .orElse("0");
        }
    }

    private final Map<String, String> variables;
    private final Backend backend;
    private final String classPath;

    private SlowUploads(Map<String, String> variables, String classPath) {
        this.variables = variables;
        this.backend = new Backend(new Environment(variables));
        this.classPath = classPath;
    }

    /** Runs all three cases: {@code CLASSPATH FOLDER}, the class path of the server and a folder for the emulators. */
    public static void main(String[] arguments) throws Exception {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try (EmulatedAccount account = EmulatedAccount.start(Path.of(arguments[1]))) {
            Map<String, String> variables = new HashMap<>(account.environment());
            variables.put("SLIPWAY_PUBLIC_URL", "https://registry.example.com");
            SlowUploads bench = new SlowUploads(variables, arguments[0]);
            System.out.printf(
                    "%d uploads of %d MiB at %d KiB/s: %.0f s without waiting%n",
                    UPLOADS,
                    (CHUNK * CHUNKS) >> 20,
                    CHUNK * 1000 / PAUSE.toMillis() / 1024,
                    CHUNKS * PAUSE.toMillis() / 1000.0);
            bench.run("one task", 1, false);
            bench.run("three tasks", 3, false);
            bench.run("three tasks, one of which is stopped after 10 s", 3, true);
        }
    }

    private void run(String name, int count, boolean drain) throws Exception {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(start());
        }
        String bearer = backend.forLogins()
                .bearerIssuer()
                .issue(new Caller(
                        "bench", List.of(new Access(APP, Set.of(Action.PULL, Action.PUSH))), List.of(), Set.of()));
        List<Seen> seen = new ArrayList<>();
        String ended = "";
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> uploads = new ArrayList<>();
            for (int i = 0; i < UPLOADS; i++) {
                uploads.add(clients.submit(() -> upload(tasks, bearer)));
            }
            if (drain) {
                Thread.sleep(10_000);
                Task last = tasks.removeLast();
                int open = last.open().get();
                long start = System.nanoTime();
                last.process().destroy();
                last.process().waitFor();
                ended = ", the task with %d uploads ended after %.0f s"
                        .formatted(open, (System.nanoTime() - start) / 1e9);
            }
            for (Future<Seen> upload : uploads) {
                seen.add(upload.get());
            }
        }
        report(name, seen, tasks, ended);
        tasks.forEach(task -> task.process().destroyForcibly());
    }

    private static void report(String name, List<Seen> seen, List<Task> tasks, String ended) throws IOException {
        List<Duration> times =
                seen.stream().map(Seen::time).sorted(Comparator.naturalOrder()).toList();
        List<String> memory = new ArrayList<>();
        List<String> seconds = new ArrayList<>();
        for (Task task : tasks) {
            memory.add(Long.parseLong(task.status("VmHWM")) / 1024 + " MiB");
            seconds.add("%.0f s"
                    .formatted(task.process()
                                    .info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1000.0));
        }
        System.out.printf(
                "%s: %d of %d accepted, %d answers of 429, median %.0f s, slowest %.0f s, memory %s, processor %s%s%n",
                name,
                seen.stream().filter(it -> it.status() == 202).count(),
                seen.size(),
                seen.stream().mapToInt(Seen::refusals).sum(),
                times.get(times.size() / 2).toMillis() / 1000.0,
                times.getLast().toMillis() / 1000.0,
                memory,
                seconds,
                ended);
    }

    /** Starts a task like StreamTask in template.yaml, with a heap of three quarters of 4 GiB. */
    private Task start() throws IOException {
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(Arrays.asList(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "--add-opens=java.base/sun.security.provider=ALL-UNNAMED"));
        command.addAll(List.of("-XX:ActiveProcessorCount=1", "-cp", classPath, "io.slipway.uploader.UploaderServer"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        builder.environment().put("SLIPWAY_UPLOADER_PORT", Integer.toString(port));
        Task task = new Task(builder.start(), port, new AtomicInteger());
        for (int i = 0; i < 600 && status(request(port, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) != 200; i++) {
            pause(Duration.ofMillis(100));
        }
        return task;
    }

    /** Begins an upload, and retries after each 429 as requested. */
    private Seen upload(List<Task> tasks, String bearer) throws IOException {
        long start = System.nanoTime();
        int refusals = 0;
        while (true) {
            Task task = pick(tasks);
            int status = attempt(task, bearer);
            task.open().decrementAndGet();
            if (status != 429) {
                return new Seen(status, refusals, Duration.ofNanos(System.nanoTime() - start));
            }
            refusals++;
            pause(Duration.ofSeconds(2));
        }
    }

    private static synchronized Task pick(List<Task> tasks) {
        Task task = List.copyOf(tasks).stream()
                .min(Comparator.comparingInt(it -> it.open().get()))
                .orElseThrow();
        task.open().incrementAndGet();
        return task;
    }

    private int attempt(Task task, String bearer) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), task.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("PATCH " + address() + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + bearer
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[CHUNK];
            byte[] size = (Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < CHUNKS; i++) {
                if (socket.getInputStream().available() > 0) {
                    break; // a response before the end is a refusal
                }
                out.write(size);
                out.write(chunk);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                pause(PAUSE);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return status(Optional.of(socket));
        } catch (java.net.SocketException e) {
            return 0; // the connection was aborted
        }
    }

    private String address() {
        String session = SessionId.next(Instant.now(), SpaceName.DEFAULT);
        Instant expiry = Instant.now().plus(Duration.ofMinutes(5));
        String ticket = UploadTicket.issue(APP, session, 0, DigestAlgorithm.SHA256, expiry, Instant.now())
                .sign(backend.secret("SLIPWAY_TICKET_KEY_SECRET").get());
        return "/v2/app/blobs/uploads/" + session + "?_state=" + ticket;
    }

    private static Optional<Socket> request(int port, String text) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return Optional.of(socket);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int status(Optional<Socket> socket) throws IOException {
        if (socket.isEmpty()) {
            return 0;
        }
        String line = new BufferedReader(
                        new InputStreamReader(socket.get().getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? 0 : Integer.parseInt(line.split(" ", -1)[1]);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
