package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An AOT cache accepts the classes of the jar: they are unsigned, and their format has stack map frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class CurrentClassesTest {
    private URLClassLoader classes;

    @BeforeAll
    void write(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("current.jar");
        CurrentClasses.main(new String[] {jar.toString()});
        classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    void close() throws Exception {
        classes.close();
    }

    @Test
    void bouncy_castles_classes_are_unsigned_and_work() throws Exception {
        Class<?> hash = classes.loadClass("org.bouncycastle.crypto.digests.SHA256Digest");
        assertThat(hash.getSigners()).isNull();
        Object digest = hash.getConstructor().newInstance();
        assertThat(hash.getMethod("getDigestSize").invoke(digest)).isEqualTo(32);
    }

    @Test
    void picoclis_classes_have_the_current_format_and_work() throws Exception {
        Class<?> model = classes.loadClass("picocli.CommandLine$Model$CommandSpec");
        Object spec = model.getMethod("create").invoke(null);
        assertThat(model.getMethod("name").invoke(spec)).isEqualTo("<main class>");
        try (var in = classes.getResourceAsStream("picocli/CommandLine.class")) {
            byte[] head = in.readNBytes(8);
            assertThat(head[7]).as("the major version").isEqualTo((byte) 69);
        }
    }
}
