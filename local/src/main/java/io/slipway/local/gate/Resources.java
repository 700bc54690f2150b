package io.slipway.local.gate;

import io.slipway.local.template.Arns;
import java.util.Map;

/**
 * Converts names in calls, which may be ARNs already, to ARNs of this account.
 *
 * @param arns the account's ARNs
 * @param partitionKeys the name of each table's partition key
 */
record Resources(Arns arns, Map<String, String> partitionKeys) {

    String table(String name) {
        return arns.of("AWS::DynamoDB::Table", name);
    }

    /** Returns the name of a table's partition key; empty if the table does not exist. */
    String partitionKey(String table) {
        return partitionKeys.getOrDefault(table.substring(table.indexOf('/') + 1), "");
    }

    String secret(String name) {
        return arns.of("AWS::SecretsManager::Secret", name);
    }

    String key(String id) {
        return arns.of("AWS::KMS::Key", id);
    }

    String project(String name) {
        return arns.of("AWS::CodeBuild::Project", name);
    }

    String eventBus(String name) {
        return arns.of("AWS::Events::EventBus", name);
    }

    String bucket(String name) {
        return arns.of("AWS::S3::Bucket", name);
    }
}
