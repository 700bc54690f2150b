package io.slipway.emulators;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's DynamoDB Local, in this process and without a port, so that no other user of the machine can reach it.
 *
 * <p>Its licence forbids compiling against it, and its libraries have other versions than ours. Therefore it has its
 * own class loader, its public constructors are called by reflection, and requests use the real protocol.
 *
 * <p>It queues the commit of a transaction and responds before the commit, so that a crash in between would lose
 * acknowledged data. Reads use the same queue, so with data in a file, each transaction is followed by a read, whose
 * response shows that the commit is complete. (Writes of a single item wait for their commit.)
 */
public final class DynamoDbEmulator implements JsonService, AutoCloseable {
    /** The system property for the folder of its jars; the default is the folder of the build. */
    public static final String LIBRARY = "slipway.dynamodb-local";

    private static final String SERVICE = "DynamoDB_20120810.";
    private static final Set<String> ANSWERED_BEFORE_COMMIT = Set.of(SERVICE + "TransactWriteItems");
    private static final byte[] BARRIER = "{\"Limit\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String LOCAL = "software.amazon.dynamodb.services.local.server.";
    private static final String JETTY = "org.eclipse.jetty.server.";
    private static final long TIMEOUT_SECONDS = 30;
    private static final Set<String> OWN_HEADERS = Set.of("content-length", "connection", "date", "server");

    /** The class loader of all emulators with data in memory. */
    private static @Nullable ClassLoader inMemory;

    private final Object database;
    private final Object server;
    private final Object connector;
    private final Method exchange;

    /** True if the data is in a file. */
    private final boolean lasting;

    private DynamoDbEmulator(Object database, Object server, Object connector, Method exchange, boolean lasting) {
        this.database = database;
        this.server = server;
        this.connector = connector;
        this.exchange = exchange;
        this.lasting = lasting;
    }

    /**
     * Starts the emulator; one at a time, because meanwhile this process has no standard output.
     *
     * @param folder the folder of the data; empty for data in memory
     */
    public static synchronized DynamoDbEmulator start(Optional<Path> folder) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        PrintStream console = System.out;
        try {
            // It prints a greeting on standard output, which is reserved for the results of commands.
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                WriteAheadLog.turnOn(folder.get());
            }
            return start(library(folder), folder);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("DynamoDB Local failed to start", e);
        } finally {
            System.setOut(console);
            thread.setContextClassLoader(before);
        }
    }

    private static DynamoDbEmulator start(ClassLoader isolated, Optional<Path> folder)
            throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(isolated);
        Class<?> databases = isolated.loadClass(LOCAL + "DynamoDBRequestHandler");
        Class<?> handlers = isolated.loadClass(JETTY + "Handler");
        Class<?> servers = isolated.loadClass(JETTY + "Server");
        Class<?> connectors = isolated.loadClass(JETTY + "LocalConnector");
        Object database = isolated.loadClass(LOCAL + "LocalDynamoDBRequestHandler")
                .getConstructor(int.class, boolean.class, String.class, boolean.class, boolean.class)
                .newInstance(0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
        Object handler = isolated.loadClass(LOCAL + "LocalDynamoDBServerHandler")
                .getConstructor(databases, String.class)
                .newInstance(database, null);
        Object server = servers.getConstructor().newInstance();
        Object connector = connectors.getConstructor(servers).newInstance(server);
        servers.getMethod("addConnector", isolated.loadClass(JETTY + "Connector"))
                .invoke(server, connector);
        servers.getMethod("setHandler", handlers).invoke(server, handler);
        servers.getMethod("start").invoke(server);
        return new DynamoDbEmulator(
                database,
                server,
                connector,
                // The method without a parameter for HEAD converts the whole request to text, to look for it.
                connectors.getMethod("getResponse", ByteBuffer.class, boolean.class, long.class, TimeUnit.class),
                folder.isPresent());
    }

    /**
     * Returns its classes: a new copy for each file, because they keep track of open files; with data in memory, all
     * emulators share them.
     */
    private static synchronized ClassLoader library(Optional<Path> folder) throws IOException {
        if (folder.isPresent() || inMemory == null) {
            ClassLoader loaded = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader());
            inMemory = folder.isPresent() ? inMemory : loaded;
            return loaded;
        }
        return inMemory;
    }

    private static URL[] jars() throws IOException {
        Path library = Optional.ofNullable(System.getProperty(LIBRARY))
                .map(Path::of)
                .orElseGet(
                        () -> Path.of(System.getProperty("slipway.root", "."), "local", "dynamodb", "target", "lib"));
        try (Stream<Path> files = Files.list(library)) {
            List<URL> jars = new ArrayList<>();
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        }
    }

    @Override
    public Answer answer(String target, byte[] body) {
        Answer answer = exchange(target, body);
        if (lasting && ANSWERED_BEFORE_COMMIT.contains(target)) {
            exchange(SERVICE + "ListTables", BARRIER);
        }
        return answer;
    }

    private Answer exchange(String target, byte[] body) {
        // HTTP/1.0, so that nothing is sent in chunks. Key and region select the database if there are several.
        byte[] head =
                ("POST / HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: "
                                + target
                                + "\r\nContent-Length: " + body.length
                                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                                + "SignedHeaders=host, Signature=0\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer request = ByteBuffer.allocate(head.length + body.length);
        request.put(head).put(body).flip();
        try {
            return read((ByteBuffer) exchange.invoke(connector, request, false, TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DynamoDB Local does not respond", e);
        }
    }

    private static Answer read(ByteBuffer response) {
        byte[] bytes = new byte[response.remaining()];
        response.get(bytes);
        int end = endOfHead(bytes);
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon);
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, lines[i].substring(colon + 1).strip());
            }
        }
        byte[] body = java.util.Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, body);
    }

    /** Returns the index of the empty line after the headers. */
    private static int endOfHead(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\r' || bytes[at + 2] != '\r') {
            at++;
        }
        return at;
    }

    @Override
    public void close() {
        try {
            server.getClass().getMethod("stop").invoke(server);
            // Closes its files, and stops its threads.
            database.getClass().getMethod("shutdown").invoke(database);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DynamoDB Local failed to stop", e);
        }
    }
}
