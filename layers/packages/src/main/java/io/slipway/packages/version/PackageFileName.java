package io.slipway.packages.version;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id and version in the name of a package's file, by Calamari's rules ({@code PackageName}): {@code
 * Acme.Web.1.2.0-rc.1.tar.gz} is version 1.2.0-rc.1 of Acme.Web, and {@code Acme%2FWeb@S1.2.0@0123….zip}, a file of
 * Octopus's cache, is version 1.2.0 of Acme/Web.
 *
 * <p>The version is semantic, unless the cache says otherwise. {@code .tar} and the following extension always form
 * one extension: {@code web.1.0.0-rc.tar.gz} does not have the pre-release {@code rc.tar}.
 *
 * @param id the package's name
 * @param version its version
 * @param extension the extension with its dot, in lower case: {@code .zip}, {@code .tar.gz}
 */
public record PackageFileName(String id, Version<?> version, String extension) {
    /** The maximum length of a file's name, in characters. */
    public static final int MAX_FILE_NAME_LENGTH = 512;

    /** The rule, for error messages. */
    public static final String FORM = "a package's file name must have the form <Id>.<Version>.<Extension>";

    private static final Pattern TAR =
            Pattern.compile("(.*)(\\.tar(?:\\.[a-z0-9]+)?)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
            "(?<id>\\w+(?:[.-]\\w+)*?)\\.(?<version>\\d+(?:\\.\\d+){0,3}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?"
                    + "(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)(?<extension>(?:\\.[0-9]*[a-zA-Z][a-zA-Z0-9]*)+)",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern CACHED =
            Pattern.compile("([^@]+)@([SMO])([^@]+)@[^@.]*(\\.[^@]+)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    /**
     * Reads the name of a file.
     *
     * @param fileName the name, without its folder
     * @throws VersionException if it has neither of the two forms
     */
    public static PackageFileName parse(String fileName) {
        if (fileName.length() > MAX_FILE_NAME_LENGTH) {
            throw VersionException.mustBe(
                    "a package's file name must have at most " + MAX_FILE_NAME_LENGTH + " characters", fileName);
        }
        Matcher cached = CACHED.matcher(fileName);
        if (cached.matches()) {
            String version = unescaped(cached.group(3));
            return of(
                    unescaped(cached.group(1)),
                    switch (cached.group(2)) {
                        case "M" -> MavenVersion.parse(version);
                        case "O" -> OctopusVersion.parse(version);
                        default -> SemanticVersion.parse(version);
                    },
                    cached.group(4));
        }
        Matcher tar = TAR.matcher(fileName);
        boolean isTar = tar.matches();
        // A substitute extension allows one pattern for both forms.
        Matcher name = NAME.matcher(isTar ? tar.group(1) + ".tar" : fileName);
        if (!name.matches()) {
            throw VersionException.mustBe(FORM, fileName);
        }
        SemanticVersion version = SemanticVersion.parse(name.group("version"));
        return of(name.group("id"), version, isTar ? tar.group(2) : name.group("extension"));
    }

    private static PackageFileName of(String id, Version<?> version, String extension) {
        return new PackageFileName(id, version, extension.toLowerCase(Locale.ROOT));
    }

    private static String unescaped(String text) {
        return ESCAPES.matcher(text).replaceAll(it -> {
            byte[] bytes = new byte[it.group().length() / 3];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(it.group(), 3 * i + 1, 3 * i + 3, 16);
            }
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }

    /** Returns the file name of this package. */
    @Override
    public String toString() {
        return id + "." + version.text() + extension;
    }
}
