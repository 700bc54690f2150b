package io.slipway.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The data folder of a one-machine cloud: {@code dynamodb/}, {@code s3/}, {@code codebuild/}, {@code log/}, the generated secrets, the
 * account's {@code aws-credentials}, and while the cloud runs, {@code cloud.json} with its address. Only its owner can read the secrets.
 * One cloud at a time uses it.
 */
final class DataFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The number of random bytes of a generated secret. */
    private static final int SECRET_BYTES = 36;

    private final Path folder;
    private final FileChannel lockFile;

    private DataFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file; name a folder with --data", e);
        } catch (AccessDeniedException e) {
            throw new IOException(folder + " may not be written; name another folder with --data", e);
        }
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException(
                    "another Slipway runs on " + folder + "; stop it, or name another folder with --data");
        }
        return new DataFolder(folder, channel);
    }

    Path dynamoDb() {
        return folder.resolve("dynamodb");
    }

    /** Returns the file with the position up to which the table's stream was handled. */
    Path streamPosition() {
        return folder.resolve("stream-position.json");
    }

    Path s3() {
        return folder.resolve("s3");
    }

    Path codeBuild() {
        return folder.resolve("codebuild");
    }

    /** Returns the folder in which jobs keep layers of base images and of built images for later jobs. */
    Path buildCache() {
        return folder.resolve("build-cache");
    }

    Path log() throws IOException {
        return Files.createDirectories(folder.resolve("log")).resolve("cloud.log");
    }

    /** Returns the file with the accesses of the roles, which the gate records. */
    Path accesses() throws IOException {
        return Files.createDirectories(folder.resolve("log")).resolve("accesses.jsonl");
    }

    /** Returns the secret of this name, which is made at the first call. */
    String secret(String name) throws IOException {
        Path file = folder.resolve("secrets.json");
        Map<String, String> secrets = Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, String>>() {})
                : new LinkedHashMap<>();
        String known = secrets.get(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        // Letters and digits alone, as in AWS: a token that begins with a hyphen reads as an option on a command line.
        String secret = HexFormat.of().formatHex(random);
        secrets.put(name, secret);
        writeForOwner(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(secrets));
        return secret;
    }

    /** The administrator's token, in a file of its own, for the command line. */
    void writeAdminToken(String token) throws IOException {
        writeForOwner(folder.resolve("admin-token"), token + "\n");
    }

    /** The account's credentials in the form of AWS's shared credentials file, for {@code slipway login --aws}. */
    void writeAwsCredentials(Map<String, String> accessKeys) throws IOException {
        StringBuilder file = new StringBuilder("[default]\n");
        accessKeys.forEach((id, secret) -> file.append("aws_access_key_id = ")
                .append(id)
                .append("\naws_secret_access_key = ")
                .append(secret)
                .append('\n'));
        writeForOwner(folder.resolve("aws-credentials"), file.toString());
    }

    /** Writes the address of the running cloud. */
    void writeAddress(String url) throws IOException {
        Map<String, Object> cloud =
                Map.of("url", url, "pid", ProcessHandle.current().pid());
        writeForOwner(folder.resolve("cloud.json"), JSON.writeValueAsString(cloud));
    }

    private void writeForOwner(Path file, String content) throws IOException {
        Path fresh = Files.createTempFile(
                folder,
                "new",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("cloud.json"));
        lockFile.close();
    }
}
