package io.slipway.local.gate;

import io.slipway.local.gate.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the accesses of calls to S3 (S3 User Guide, "Required permissions for Amazon S3 API operations"), whose
 * bucket is in the path.
 */
final class S3Access {
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** The query parameters that select another operation. */
    private static final Set<String> OPERATIONS = Set.of(
            "acl",
            "cors",
            "delete",
            "encryption",
            "legal-hold",
            "lifecycle",
            "location",
            "logging",
            "notification",
            "object-lock",
            "ownershipControls",
            "policy",
            "policyStatus",
            "publicAccessBlock",
            "replication",
            "requestPayment",
            "restore",
            "retention",
            "select",
            "tagging",
            "torrent",
            "uploadId",
            "uploads",
            "versionId",
            "versioning",
            "versions",
            "website",
            "attributes");

    private final Resources resources;

    S3Access(Resources resources) {
        this.resources = resources;
    }

    /** Returns whether the request deletes the objects listed in its body. */
    static boolean isBulkDeletion(AwsRequest request) {
        return request.method().equals("POST") && request.decodedParameters().containsKey("delete");
    }

    /** Returns whether the request reads one object. */
    static boolean isRead(AwsRequest request) {
        return (request.method().equals("GET") || request.method().equals("HEAD"))
                && !key(request.path()).isEmpty();
    }

    /** Returns whether the request writes an object or a part of one. */
    static boolean isWrite(AwsRequest request) {
        return (request.method().equals("PUT") || request.method().equals("POST"))
                && !key(request.path()).isEmpty();
    }

    /** Returns the access that distinguishes a missing object from a forbidden one. */
    AccessRequest listing(AwsRequest request) {
        return AccessRequest.to("s3:ListBucket", resources.bucket(bucket(request.path())));
    }

    List<AccessRequest> of(AwsRequest request, byte[] body) throws Refusal {
        String bucket = resources.bucket(bucket(request.path()));
        String key = key(request.path());
        Map<String, String> parameters = request.decodedParameters();
        Set<String> special = new TreeSet<>(parameters.keySet());
        special.retainAll(OPERATIONS);
        if (request.headers().containsKey("x-amz-acl")
                || request.headers().keySet().stream().anyMatch(it -> it.startsWith("x-amz-grant"))) {
            throw new Refusal(Reason.NO_OPERATION, "The bucket does not allow ACLs");
        }
        String operation = request.method()
                + (key.isEmpty() ? " bucket" : " object")
                + (special.isEmpty() ? "" : " " + String.join(" ", special));
        return switch (operation) {
            case "GET object", "HEAD object" -> List.of(AccessRequest.to("s3:GetObject", bucket + "/" + key));
            case "PUT object", "PUT object uploadId" -> writing(request, bucket + "/" + key);
            case "POST object uploads", "POST object uploadId" ->
                List.of(AccessRequest.to("s3:PutObject", bucket + "/" + key));
            case "DELETE object" -> List.of(AccessRequest.to("s3:DeleteObject", bucket + "/" + key));
            case "DELETE object uploadId" -> List.of(AccessRequest.to("s3:AbortMultipartUpload", bucket + "/" + key));
            case "GET object uploadId" -> List.of(AccessRequest.to("s3:ListMultipartUploadParts", bucket + "/" + key));
            case "POST bucket delete" -> deletions(bucket, new String(body, java.nio.charset.StandardCharsets.UTF_8));
            case "GET bucket" -> List.of(listing(bucket, parameters));
            case "HEAD bucket" -> List.of(AccessRequest.to("s3:ListBucket", bucket));
            case "GET bucket uploads" -> List.of(AccessRequest.to("s3:ListBucketMultipartUploads", bucket));
            case "PUT bucket" -> List.of(AccessRequest.to("s3:CreateBucket", bucket));
            default -> throw new Refusal(Reason.NO_OPERATION, "there is no operation '" + operation + "' here");
        };
    }

    private static AccessRequest listing(String bucket, Map<String, String> parameters) {
        AccessRequest access =
                AccessRequest.to("s3:ListBucket", bucket).with("s3:prefix", parameters.getOrDefault("prefix", ""));
        return parameters.containsKey("delimiter")
                ? access.with("s3:delimiter", parameters.getOrDefault("delimiter", ""))
                : access;
    }

    /** Returns the accesses of a write. A copy also reads its source. */
    private List<AccessRequest> writing(AwsRequest request, String object) {
        List<AccessRequest> accesses = new ArrayList<>(List.of(AccessRequest.to("s3:PutObject", object)));
        String source = AwsRequest.decode(request.header("x-amz-copy-source"));
        if (!source.isEmpty()) {
            String path = source.startsWith("/") ? source : "/" + source;
            accesses.add(AccessRequest.to("s3:GetObject", resources.bucket(bucket(path)) + "/" + key(path)));
        }
        if (request.headers().containsKey("x-amz-tagging")) {
            accesses.add(AccessRequest.to("s3:PutObjectTagging", object));
        }
        return accesses;
    }

    private static List<AccessRequest> deletions(String bucket, String xml) {
        List<AccessRequest> accesses = new ArrayList<>();
        Matcher keys = KEY.matcher(xml);
        while (keys.find()) {
            String key = keys.group(1)
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&apos;", "'")
                    .replace("&amp;", "&");
            accesses.add(AccessRequest.to("s3:DeleteObject", bucket + "/" + key));
        }
        return accesses;
    }

    private static String bucket(String path) {
        int slash = path.indexOf('/', 1);
        return AwsRequest.decode(slash < 0 ? path.substring(1) : path.substring(1, slash));
    }

    private static String key(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? "" : AwsRequest.decode(path.substring(slash + 1));
    }
}
