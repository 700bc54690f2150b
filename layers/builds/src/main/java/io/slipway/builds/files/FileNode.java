package io.slipway.builds.files;

import io.slipway.builds.files.ContentSource.Place;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.packages.archive.FileKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a tree.
 *
 * @param kind the kind of the file; never a hard link
 * @param mode its permission bits, with set-user-id, set-group-id and sticky
 * @param user the id of its owner
 * @param group the id of its group
 * @param time its modification time, in seconds since 1970
 * @param size its length in bytes
 * @param sha256 the SHA-256 of its bytes in hexadecimal; empty for anything but a file
 * @param target the target of a symbolic link; empty for others
 * @param device the type and numbers of a device; empty for others
 * @param attributes its extended attributes, as PAX spells them
 * @param content the source of its bytes; empty for anything but a file
 * @param touched whether it may differ from one deployment to the next
 */
public record FileNode(
        FileKind kind,
        int mode,
        long user,
        long group,
        long time,
        long size,
        String sha256,
        String target,
        String device,
        Map<String, String> attributes,
        Optional<Place> content,
        boolean touched) {
    /** The time of all files that a build creates, extracted packages included. */
    public static final long TIME = Instant.parse("1980-01-01T00:00:00Z").getEpochSecond();

    /** The permission bits of folders that a build creates. */
    public static final int FOLDER_MODE = 0755;

    private static final int MODE_BITS = 07777;

    public FileNode {
        attributes = Map.copyOf(attributes);
    }

    /** Creates a folder. */
    public static FileNode folder(int mode, long user, long group) {
        return new FileNode(FileKind.FOLDER, mode, user, group, TIME, 0, "", "", "", Map.of(), Optional.empty(), false);
    }

    /** Creates a file owned by root. */
    public static FileNode file(int mode, long size, String sha256, Place content, boolean touched) {
        return new FileNode(
                FileKind.FILE, mode, 0, 0, TIME, size, sha256, "", "", Map.of(), Optional.of(content), touched);
    }

    /** Creates a file owned by root with its bytes in memory. */
    public static FileNode file(int mode, byte[] bytes, MemorySource source, boolean touched) {
        return file(mode, bytes.length, Digest.of(DigestAlgorithm.SHA256, bytes).hex(), source.add(bytes), touched);
    }

    /** Creates a symbolic link owned by root. */
    public static FileNode link(String target) {
        return new FileNode(
                FileKind.SYMBOLIC_LINK, 0777, 0, 0, TIME, 0, "", target, "", Map.of(), Optional.empty(), false);
    }

    public boolean isFolder() {
        return kind == FileKind.FOLDER;
    }

    public boolean isLink() {
        return kind == FileKind.SYMBOLIC_LINK;
    }

    /** Returns a copy with this owner. */
    public FileNode ownedBy(long newUser, long newGroup) {
        return new FileNode(
                kind, mode, newUser, newGroup, time, size, sha256, target, device, attributes, content, touched);
    }

    /** Returns a copy with these permission bits. */
    public FileNode withMode(int newMode) {
        return new FileNode(
                kind,
                newMode & MODE_BITS,
                user,
                group,
                time,
                size,
                sha256,
                target,
                device,
                attributes,
                content,
                touched);
    }

    /** Returns a copy with this value of {@code touched}. */
    public FileNode touched(boolean now) {
        return now == touched
                ? this
                : new FileNode(kind, mode, user, group, time, size, sha256, target, device, attributes, content, now);
    }
}
