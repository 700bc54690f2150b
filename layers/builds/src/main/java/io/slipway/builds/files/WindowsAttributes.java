package io.slipway.builds.files;

import java.util.Base64;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The attributes of files in Windows layers, as BuildKit's {@code util/winlayers} sets them (image specification, "Platform-specific
 * attributes"): the attribute bits, the time of creation, and a security descriptor.
 */
final class WindowsAttributes {
    private static final String ATTRIBUTES = "MSWINDOWS.fileattr";
    private static final String DESCRIPTOR = "MSWINDOWS.rawsd";
    private static final String CREATED = "LIBARCHIVE.creationtime";
    private static final int FOLDER_BIT = 1 << 14;
    private static final int FILE_BIT = 1 << 15;

    /** The header: revision 1, self-relative, with the offsets of the owner (Administrators), the group (SYSTEM) and the entries. */
    private static final String HEADER = "01000480" + "14000000" + "24000000" + "00000000" + "30000000";

    private static final String ADMINISTRATORS = "01020000" + "00000005" + "20000000" + "20020000";
    private static final String SYSTEM = "01010000" + "00000005" + "12000000";
    private static final String USERS = "01020000" + "00000005" + "20000000" + "21020000";
    private static final String CREATOR = "01010000" + "00000003" + "00000000";
    private static final String FULL = "ff011f00";
    private static final String ALL = "00000010";
    private static final String READ = "a9001200";

    /** O:BAG:SYD:(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;;FA;;;BA)(A;OICIIO;GA;;;CO)(A;OICI;0x1200a9;;;BU)(A;CI;LC;;;BU)(A;CI;DC;;;BU). */
    private static final String FOLDER = encoded("0200a80007000000"
            + entry("03", FULL, ADMINISTRATORS)
            + entry("03", FULL, SYSTEM)
            + entry("00", FULL, ADMINISTRATORS)
            + entry("0b", ALL, CREATOR)
            + entry("03", READ, USERS)
            + entry("02", "04000000", USERS)
            + entry("02", "02000000", USERS));

    /** O:BAG:SYD:(A;;FA;;;BA)(A;;FA;;;SY)(A;;0x1200a9;;;BU). */
    private static final String FILE = encoded("02004c0003000000"
            + entry("00", FULL, ADMINISTRATORS)
            + entry("00", FULL, SYSTEM)
            + entry("00", READ, USERS));

    private WindowsAttributes() {}

    /**
     * Adds the attributes to an entry.
     *
     * @param described whether the file has a security descriptor; the two top-level folders have none
     */
    static void add(TarArchiveEntry entry, boolean described) {
        boolean folder = entry.isDirectory();
        // The library reports links as files, too.
        boolean file = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
        if (folder || file) {
            entry.setMode(entry.getMode() | (folder ? FOLDER_BIT : FILE_BIT));
            entry.addPaxHeader(ATTRIBUTES, folder ? "16" : "32");
            if (described) {
                entry.addPaxHeader(DESCRIPTOR, folder ? FOLDER : FILE);
            }
        }
        entry.addPaxHeader(CREATED, entry.getLastModifiedTime().toInstant().getEpochSecond() + ".0");
    }

    /** Returns an entry that allows access; its length is eight bytes plus that of its subject. */
    private static String entry(String flags, String rights, String subject) {
        int length = subject.length() / 2 + 8;
        return "00" + flags + String.format("%02x00", length) + rights + subject;
    }

    private static String encoded(String entries) {
        return Base64.getEncoder()
                .encodeToString(java.util.HexFormat.of().parseHex(HEADER + ADMINISTRATORS + SYSTEM + entries));
    }
}
