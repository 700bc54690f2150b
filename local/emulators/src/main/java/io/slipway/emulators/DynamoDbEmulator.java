package io.slipway.emulators;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AWS's DynamoDB Local, in this process and without a port, so that no other user of the machine can reach it.
 *
 * <p>Its licence forbids compiling against it, and its libraries have other versions than ours. Therefore it has its
 * own class loader, its public constructors and its server's handler are called by reflection, and requests use the real protocol.
 *
 * <p>It queues the commit of a transaction and responds before the commit, so that a crash in between would lose
 * acknowledged data. Reads use the same queue, so with data in a file, each transaction is followed by a read, whose
 * response shows that the commit is complete. (Writes of a single item wait for their commit.)
 */
public final class DynamoDbEmulator implements JsonService, AutoCloseable {
    /** The system property for the folder of its jars; the default is the folder of the build. */
    public static final String LIBRARY = "slipway.dynamodb-local";

    /**
     * The system property for the folder into which it copies SQLite's library at a start, by default the temporary folder. The copy is removed at the end
     * of the process, unless that is killed.
     */
    public static final String TEMPORARY = "org.sqlite.tmpdir";

    private static final String SERVICE = "DynamoDB_20120810.";
    private static final String ANSWERED_BEFORE_COMMIT = SERVICE + "TransactWriteItems";
    private static final byte[] BARRIER = "{\"Limit\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String LOCAL = "software.amazon.dynamodb.services.local.server.";

    /** Key and region would select the database if there were several. */
    private static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

    /** The class loader of all emulators with data in memory. */
    private static @Nullable ClassLoader inMemory;

    private final Object database;
    private final JettyHandler handler;

    /** True if the data is in a file. */
    private final boolean lasting;

    private DynamoDbEmulator(Object database, JettyHandler handler, boolean lasting) {
        this.database = database;
        this.handler = handler;
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
        Object database = isolated.loadClass(LOCAL + "LocalDynamoDBRequestHandler")
                .getConstructor(int.class, boolean.class, String.class, boolean.class, boolean.class)
                .newInstance(0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
        Object handler = isolated.loadClass(LOCAL + "LocalDynamoDBServerHandler")
                .getConstructor(databases, String.class)
                .newInstance(database, null);
        return new DynamoDbEmulator(database, new JettyHandler(handler, isolated), folder.isPresent());
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
        if (lasting && answer.status() == 200 && target.equals(ANSWERED_BEFORE_COMMIT)) {
            exchange(SERVICE + "ListTables", BARRIER);
        }
        return answer;
    }

    private Answer exchange(String target, byte[] body) {
        return handler.call(Map.of("X-Amz-Target", target, "Authorization", AUTHORIZATION), body);
    }

    @Override
    public void close() {
        try {
            // Closes its files, and stops its threads.
            database.getClass().getMethod("shutdown").invoke(database);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DynamoDB Local failed to stop", e);
        }
    }
}
