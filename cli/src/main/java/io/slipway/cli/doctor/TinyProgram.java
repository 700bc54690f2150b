package io.slipway.cli.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** A Linux program that only exits with code 0: an ELF file of one segment, without an interpreter. */
final class TinyProgram {
    private static final long ADDRESS = 0x400000;
    private static final short HEADER = 64;
    private static final short PROGRAM_HEADER = 56;

    private TinyProgram() {}

    /**
     * Returns an image with the program for the machine that runs jobs: x86-64 in CodeBuild, this machine in a local
     * cloud.
     */
    static TinyImage imageForBuildsOf(Site site) throws IOException {
        boolean arm = site.isLocal() && System.getProperty("os.arch").equals("aarch64");
        return arm ? TinyImage.of(arm64(), "arm64") : TinyImage.of(x86(), "amd64");
    }

    /** {@code exit(0)}: system call 60, and 0 in {@code edi}. */
    static byte[] x86() {
        return elf((short) 62, HexFormat.of().parseHex("31ffb83c0000000f05"));
    }

    /** {@code exit(0)}: system call 93 in {@code x8}, and 0 in {@code x0}. */
    static byte[] arm64() {
        return elf((short) 183, HexFormat.of().parseHex("000080d2a80b80d2010000d4"));
    }

    private static byte[] elf(short machine, byte[] code) {
        int start = HEADER + PROGRAM_HEADER;
        ByteBuffer file = ByteBuffer.allocate(start + code.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        file.putShort((short) 2).putShort(machine).putInt(1);
        file.putLong(ADDRESS + start).putLong(HEADER).putLong(0);
        file.putInt(0).putShort(HEADER).putShort(PROGRAM_HEADER).putShort((short) 1);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        // One segment, readable and executable: the whole file.
        file.putInt(1).putInt(5).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
        file.putLong(file.capacity()).putLong(file.capacity()).putLong(0x1000);
        return file.put(code).array();
    }
}
