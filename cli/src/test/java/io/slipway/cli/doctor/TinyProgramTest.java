package io.slipway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyProgramTest {
    @Test
    void the_program_for_this_machine_exits_with_code_0(@TempDir Path folder) throws Exception {
        String machine = System.getProperty("os.arch");
        assumeTrue(System.getProperty("os.name").equals("Linux"));
        Path file = folder.resolve("true");
        Files.write(file, machine.equals("aarch64") ? TinyProgram.arm64() : TinyProgram.x86());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(new ProcessBuilder(file.toString()).start().waitFor()).isZero();
    }
}
