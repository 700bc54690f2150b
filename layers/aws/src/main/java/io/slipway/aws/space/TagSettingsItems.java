package io.slipway.aws.space;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagRulesJson;
import io.slipway.core.protection.TagSettings;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts the settings that pushes and deletions read to attributes of the item with a space's rules. */
public final class TagSettingsItems {
    private static final String RULES = "tagRules";
    private static final String BIN_DAYS = "binDays";

    private TagSettingsItems() {}

    /** Returns the key of a space's rules. */
    public static Map<String, AttributeValue> key(SpaceName space) {
        return Items.key(Keys.space(space), Keys.RETENTION);
    }

    /** Returns the attributes of settings. */
    public static Map<String, AttributeValue> attributes(TagSettings settings) {
        return Map.of(RULES, s(TagRulesJson.write(settings.rules())), BIN_DAYS, n(settings.binDays()));
    }

    /** Returns the settings of a space, given its item. */
    public static TagSettings read(Optional<Map<String, AttributeValue>> item) {
        return item.map(it -> new TagSettings(
                        TagRulesJson.read(Items.string(it, RULES)), Math.toIntExact(Items.number(it, BIN_DAYS))))
                .orElse(TagSettings.DEFAULT);
    }
}
