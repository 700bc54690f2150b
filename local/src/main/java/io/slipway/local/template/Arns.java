package io.slipway.local.template;

import java.util.Map;

/**
 * The ARNs of an account.
 *
 * @param region the region
 * @param account the account's id
 */
public record Arns(String region, String account) {
    /** The text between {@code arn:aws:} and the name; {@code @} is the region and the account. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("AWS::CodeBuild::Project", "codebuild:@:project/"),
            Map.entry("AWS::DynamoDB::Table", "dynamodb:@:table/"),
            Map.entry("AWS::Events::EventBus", "events:@:event-bus/"),
            Map.entry("AWS::IAM::Role", "iam::#:role/"),
            Map.entry("AWS::KMS::Key", "kms:@:key/"),
            Map.entry("AWS::Lambda::LayerVersion", "lambda:@:layer:"),
            Map.entry("AWS::Logs::LogGroup", "logs:@:log-group:"),
            Map.entry("AWS::S3::Bucket", "s3:::"),
            Map.entry("AWS::SNS::Topic", "sns:@:"),
            Map.entry("AWS::SQS::Queue", "sqs:@:"),
            Map.entry("AWS::SecretsManager::Secret", "secretsmanager:@:secret:"),
            Map.entry("AWS::Serverless::Function", "lambda:@:function:"),
            Map.entry("AWS::Serverless::LayerVersion", "lambda:@:layer:"));

    /** The text after the name. As in AWS, a policy without it matches nothing. */
    private static final Map<String, String> ENDS = Map.of(
            "AWS::Lambda::LayerVersion", ":1",
            "AWS::Logs::LogGroup", ":*",
            "AWS::SecretsManager::Secret", "-LocaL",
            "AWS::Serverless::LayerVersion", ":1");

    /** Returns whether the {@code Ref} of a resource of this type is an ARN. */
    static boolean isRef(String type) {
        return type.endsWith("::LayerVersion")
                || type.equals("AWS::SecretsManager::Secret")
                || type.equals("AWS::SNS::Topic");
    }

    /** Returns the ARN of a resource of this type; an ARN is returned unchanged. */
    public String of(String type, String name) {
        if (name.startsWith("arn:")) {
            return name;
        }
        String form = FORMS.getOrDefault(type, "local:@:" + type.replace(':', '-') + "/");
        return "arn:aws:" + form.replace("@", region + ":" + account).replace("#", account) + name
                + ENDS.getOrDefault(type, "");
    }
}
