package io.slipway.packages.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.packages.version.PackageFileName;
import io.slipway.packages.version.VersionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The id and version of a package, read from the metadata of its tool, or else from its file's name. The metadata is
 * NuGet's {@code .nuspec}, npm's {@code package.json}, Maven's {@code pom.properties}, or {@code PKG-INFO} and {@code
 * METADATA} of Python's packages.
 *
 * @param id its id; for npm's {@code @acme/web-ui} it is {@code acme-web-ui}, as npm names the file, and for Maven's
 *     coordinates the artifact id
 * @param version its version
 */
public record PackageIdentity(String id, String version) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUSPEC = Pattern.compile("[^/]+\\.nuspec", Pattern.CASE_INSENSITIVE);
    private static final Pattern POM = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern WHEEL = Pattern.compile("[^/]+\\.dist-info/METADATA");
    private static final Pattern SDIST = Pattern.compile("[^/]+/PKG-INFO");
    private static final String NPM = "package/package.json";

    /** Maven's file names: {@code lib-1.0-20261128.101010-1.jar}. Octopus has a dot before the number. */
    private static final Pattern HYPHENS =
            Pattern.compile("([A-Za-z0-9_.]*[A-Za-z_](?:-[A-Za-z][A-Za-z0-9_.]*)*)-(\\d+(?:\\.\\d+)+[A-Za-z0-9.+-]*)");

    private static final Pattern SNAPSHOT = Pattern.compile("(.*)-SNAPSHOT");

    /** Reads the identity of a package in memory. */
    public static PackageIdentity of(byte[] file, String fileName) throws IOException {
        try (SeekableByteChannel channel = new SeekableInMemoryByteChannel(file)) {
            return of(channel, fileName);
        }
    }

    /** Reads the identity of a package. If its content cannot be read, the identity comes from its name. */
    public static PackageIdentity of(SeekableByteChannel file, String fileName) throws IOException {
        ArchiveFormat format = ArchiveFormat.of(fileName)
                .orElseThrow(() -> VersionException.mustBe(
                        "the file's name must have one of the extensions " + ArchiveFormat.known(), fileName));
        List<PackageIdentity> inside = inside(file, format);
        if (format == ArchiveFormat.NUPKG && inside.size() == 1) {
            return inside.getFirst();
        }
        String bare = ArchiveFormat.withoutExtension(fileName);
        return inside.stream()
                .flatMap(it -> it.rest(bare).map(it::withTimeOf).stream())
                .findFirst()
                .or(() -> byHyphens(bare, format))
                .or(() -> byName(fileName))
                .or(() -> inside.size() == 1 ? Optional.of(inside.getFirst()) : Optional.empty())
                .orElseThrow(() -> VersionException.mustBe(PackageFileName.FORM, fileName));
    }

    /** Returns the part of a file's name after this id and a hyphen, allowing for the different spellings of tools. */
    private Optional<String> rest(String bare) {
        String spelled =
                Arrays.stream(id.split("[-_.]+", -1)).map(Pattern::quote).collect(Collectors.joining("[-_.]+"));
        Matcher name =
                Pattern.compile(spelled + "-(.+)", Pattern.CASE_INSENSITIVE).matcher(bare);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Adds the time of a Maven snapshot, which only the file's name contains. */
    private PackageIdentity withTimeOf(String rest) {
        Matcher snapshot = SNAPSHOT.matcher(version);
        if (snapshot.matches()) {
            Matcher timed = Pattern.compile(Pattern.quote(snapshot.group(1)) + "-\\d{8}\\.\\d{6}-\\d+")
                    .matcher(rest);
            if (timed.lookingAt()) {
                return new PackageIdentity(id, timed.group());
            }
        }
        return this;
    }

    private static Optional<PackageIdentity> byHyphens(String bare, ArchiveFormat format) {
        Matcher name = HYPHENS.matcher(bare);
        return format == ArchiveFormat.JAR && name.matches()
                ? Optional.of(new PackageIdentity(name.group(1), name.group(2)))
                : Optional.empty();
    }

    private static Optional<PackageIdentity> byName(String fileName) {
        try {
            PackageFileName name = PackageFileName.parse(fileName);
            return Optional.of(new PackageIdentity(name.id(), name.version().text()));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }

    private static List<PackageIdentity> inside(SeekableByteChannel file, ArchiveFormat format) throws IOException {
        List<PackageIdentity> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : documents(file, format).entrySet()) {
            read(entry.getKey(), entry.getValue()).ifPresent(found::add);
        }
        return found;
    }

    private static Map<String, byte[]> documents(SeekableByteChannel file, ArchiveFormat format) throws IOException {
        Predicate<String> wanted = switch (format) {
            case NUPKG -> NUSPEC.asMatchPredicate();
            case JAR -> POM.asMatchPredicate();
            case WHEEL -> WHEEL.asMatchPredicate();
            default -> SDIST.asMatchPredicate().or(NPM::equals);
        };
        try {
            file.position(0);
            return format.isZip()
                    // Read as a plain zip, because the metadata of a NuGet package is needed here.
                    ? SmallFiles.ofZip(file, ArchiveFormat.ZIP, wanted)
                    : SmallFiles.ofTar(Channels.newInputStream(file), file.size(), format, wanted, 1);
        } catch (ArchiveException e) {
            return Map.of();
        }
    }

    /** Reads the identity from a metadata file; empty if it has no identity. */
    public static Optional<PackageIdentity> read(String path, byte[] content) {
        try {
            if (NUSPEC.matcher(path).matches()) {
                return nuspec(content);
            }
            if (POM.matcher(path).matches()) {
                Properties properties = new Properties();
                properties.load(new ByteArrayInputStream(content));
                return pair(properties.getProperty("artifactId", ""), properties.getProperty("version", ""));
            }
            if (path.equals(NPM)) {
                JsonNode json = JSON.readTree(content);
                String name = json.path("name").asText();
                return pair(
                        name.replaceFirst("^@", "").replace('/', '-'),
                        json.path("version").asText());
            }
            return headers(content);
        } catch (IOException | IllegalArgumentException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<PackageIdentity> nuspec(byte[] content) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
        String id = "";
        String version = "";
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    depth++;
                    if (depth == 3 && xml.getLocalName().equals("id")) {
                        id = xml.getElementText().strip();
                        depth--;
                    } else if (depth == 3 && xml.getLocalName().equals("version")) {
                        version = xml.getElementText().strip();
                        depth--;
                    }
                }
                case XMLStreamReader.END_ELEMENT -> depth--;
                default -> {
                    // text and comments
                }
            }
        }
        return pair(id, version);
    }

    /** Parses headers in e-mail format, as in Python's packages; a description follows the empty line. */
    private static Optional<PackageIdentity> headers(byte[] content) {
        String name = "";
        String version = "";
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            if (line.isEmpty()) {
                break;
            }
            if (line.startsWith("Name:") && name.isEmpty()) {
                name = line.substring(5).strip();
            } else if (line.startsWith("Version:") && version.isEmpty()) {
                version = line.substring(8).strip();
            }
        }
        return pair(name, version);
    }

    private static Optional<PackageIdentity> pair(String id, String version) {
        return id.isBlank() || version.isBlank()
                ? Optional.empty()
                : Optional.of(new PackageIdentity(id.strip(), version.strip()));
    }
}
