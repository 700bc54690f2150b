package io.slipway.local.gate;

/**
 * The credential scope of a signature.
 *
 * @param date the day, {@code yyyyMMdd}
 * @param region the region
 * @param service the service's name in signatures
 */
record CredentialScope(String date, String region, String service) {

    byte[] key(String secret) {
        byte[] key = Hashes.utf8("AWS4" + secret);
        for (String part : new String[] {date, region, service, "aws4_request"}) {
            key = Hashes.mac(key, part);
        }
        return key;
    }

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }
}
