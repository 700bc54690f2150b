package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.features.bill.Component;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * Lists the packages of an image, and the packages of other ecosystems in them, in SPDX 2.3
 * (https://spdx.github.io/spdx-spec/v2.3/). The content of base images and the packages that {@code RUN} installs are not included.
 */
public final class BillOfMaterials {
    /** The media type of the document, and the artifact type of its referrer. */
    public static final String MEDIA_TYPE = "application/spdx+json";

    private static final String IMAGE = "SPDXRef-Image";
    private static final String UNKNOWN = "NOASSERTION";

    private final ArrayNode packages;
    private final ArrayNode relationships;
    private final Map<Component, String> known = new HashMap<>();

    private BillOfMaterials(ObjectNode document) {
        this.packages = document.putArray("packages");
        this.relationships = document.putArray("relationships");
    }

    /** The predicate type of a statement that contains the document. */
    public static final String PREDICATE_TYPE = "https://spdx.dev/Document";

    /**
     * Writes the document about an image.
     *
     * @param holds the contents of each package
     */
    public static byte[] of(
            BuildInputs inputs, Digest image, Instant created, Map<InputPackage, SortedSet<Component>> holds) {
        return Provenance.bytes(document(inputs, image, created, holds));
    }

    /** Returns a statement with the document as its predicate: the same inputs give the same bytes. */
    public static byte[] statement(
            BuildInputs inputs,
            Digest image,
            Instant created,
            Map<InputPackage, SortedSet<Component>> holds,
            String host) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode().put("_type", "https://in-toto.io/Statement/v1");
        statement
                .putArray("subject")
                .addObject()
                .put("name", host + "/" + inputs.repository().familiar())
                .putObject("digest")
                .put(image.algorithm().prefix(), image.hex());
        statement.put("predicateType", PREDICATE_TYPE);
        statement.set("predicate", document(inputs, image, created, holds));
        return Provenance.bytes(statement);
    }

    private static ObjectNode document(
            BuildInputs inputs, Digest image, Instant created, Map<InputPackage, SortedSet<Component>> holds) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("spdxVersion", "SPDX-2.3").put("dataLicense", "CC0-1.0").put("SPDXID", "SPDXRef-DOCUMENT");
        document.put("name", inputs.image());
        document.put("documentNamespace", "urn:slipway:image:" + image);
        ObjectNode creation = document.putObject("creationInfo").put("created", created.toString());
        creation.putArray("creators").add("Tool: slipway-" + inputs.builder());
        BillOfMaterials bill = new BillOfMaterials(document);
        bill.add(IMAGE, inputs.repository().familiar(), inputs.tag().value(), image);
        bill.relate("SPDXRef-DOCUMENT", "DESCRIBES", IMAGE);
        bill.made(inputs.sdi(), 0, holds);
        for (int i = 0; i < inputs.packages().size(); i++) {
            bill.made(inputs.packages().get(i), i + 1, holds);
        }
        for (int i = 0; i < inputs.bases().size(); i++) {
            bill.based(inputs.bases().get(i), i);
        }
        return document;
    }

    private void made(InputPackage it, int number, Map<InputPackage, SortedSet<Component>> holds) {
        String id = "SPDXRef-Package-" + number;
        add(id, it.id(), it.version(), it.digest()).put("packageFileName", it.fileName());
        relate(IMAGE, "CONTAINS", id);
        for (Component component : holds.getOrDefault(it, Collections.emptySortedSet())) {
            relate(id, "CONTAINS", held(component));
        }
    }

    /** Lists a component that several packages contain only once. */
    private String held(Component component) {
        return known.computeIfAbsent(component, it -> {
            String id = "SPDXRef-Component-" + known.size();
            ObjectNode node = plain(id, it.fullName(), it.version());
            node.putArray("externalRefs")
                    .addObject()
                    .put("referenceCategory", "PACKAGE-MANAGER")
                    .put("referenceType", "purl")
                    .put("referenceLocator", it.url());
            return id;
        });
    }

    private void based(BaseImage it, int number) {
        String id = "SPDXRef-Base-" + number;
        add(id, it.repository().familiar(), it.named(), it.digest());
        relate(IMAGE, "DESCENDANT_OF", id);
    }

    private ObjectNode add(String id, String name, String version, Digest digest) {
        ObjectNode node = plain(id, name, version);
        node.putArray("checksums")
                .addObject()
                .put("algorithm", digest.algorithm() == DigestAlgorithm.SHA256 ? "SHA256" : "SHA512")
                .put("checksumValue", digest.hex());
        return node;
    }

    private ObjectNode plain(String id, String name, String version) {
        ObjectNode node =
                packages.addObject().put("SPDXID", id).put("name", name).put("versionInfo", version);
        node.put("downloadLocation", UNKNOWN).put("filesAnalyzed", false);
        return node.put("licenseConcluded", UNKNOWN)
                .put("licenseDeclared", UNKNOWN)
                .put("copyrightText", UNKNOWN);
    }

    private void relate(String from, String kind, String to) {
        relationships
                .addObject()
                .put("spdxElementId", from)
                .put("relationshipType", kind)
                .put("relatedSpdxElement", to);
    }
}
