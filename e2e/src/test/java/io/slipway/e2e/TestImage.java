package io.slipway.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/** Creates images to push, because there is no registry to pull one from. */
final class TestImage {
    /** The size of a large layer, in bytes. */
    static final long LARGE = 300L * 1024 * 1024;

    private static final Path CACHE = Cloud.root().resolve(".tools");

    private TestImage() {}

    /** Returns an image of several layers on a real Debian root file system, as an archive of {@code docker save}. */
    static Path debian() {
        Path archive = CACHE.resolve("debian-image.tar");
        if (Files.exists(archive)) {
            return archive;
        }
        Tool.requireRoot();
        Tool tar = Tool.named("tar");
        Path work = tar.home();
        Path root = work.resolve("root");
        Tool.named("debootstrap").run("--variant=minbase", "--include=ca-certificates", "bookworm", root.toString());
        try {
            Files.writeString(
                    Files.createDirectories(work.resolve("second/etc")).resolve("motd"), "a second layer\n");
            Files.writeString(
                    Files.createDirectories(work.resolve("third/srv")).resolve("index.html"), "a third layer\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tar.run(
                "-C",
                root.toString(),
                "--exclude=./var/cache",
                "--exclude=./var/lib/apt",
                "--exclude=./dev",
                "--exclude=./usr/share/doc",
                "--exclude=./usr/share/locale",
                "--exclude=./usr/share/man",
                "-cf",
                "first.tar",
                ".");
        tar.run("-C", work.resolve("second").toString(), "-cf", "second.tar", ".");
        tar.run("-C", work.resolve("third").toString(), "-cf", "third.tar", ".");
        Tool crane = Tool.named("crane");
        Path made = work.resolve("image.tar");
        crane.sharingHome(tar)
                .run(
                        "append",
                        "-f",
                        "first.tar",
                        "-f",
                        "second.tar",
                        "-f",
                        "third.tar",
                        "-t",
                        "localhost/debian:1",
                        "-o",
                        made.toString());
        return keep(made, archive);
    }

    /** Returns an image of one incompressible layer, larger than any function could handle. */
    static Path large() {
        Path archive = CACHE.resolve("large-image.tar");
        if (Files.exists(archive)) {
            return archive;
        }
        Tool crane = Tool.named("crane");
        Path work = crane.home();
        random(work.resolve("blob"));
        Tool.named("tar").sharingHome(crane).run("-cf", "layer.tar", "blob");
        Path made = work.resolve("image.tar");
        crane.run("append", "-f", "layer.tar", "-t", "localhost/large:1", "-o", made.toString());
        return keep(made, archive);
    }

    /** Writes {@link #LARGE} random bytes. */
    static void random(Path file) {
        Random random = new Random(7);
        byte[] chunk = new byte[1024 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < LARGE; written += chunk.length) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keep(Path made, Path archive) {
        try {
            Files.createDirectories(archive.getParent());
            Path beside = archive.resolveSibling(archive.getFileName() + ".new");
            Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(made);
            return Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
