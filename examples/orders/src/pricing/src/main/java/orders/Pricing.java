package orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Prices the lines of an order, or one item when it is asked through the API. */
public class Pricing implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final DynamoDbClient TABLE = DynamoDbClient.create();
    private static final String NAME = System.getenv("INVENTORY_TABLE");

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.get("pathParameters") instanceof Map<?, ?> path) {
            BigDecimal price = price((String) path.get("sku"));
            return Map.of("statusCode", 200, "body", "{\"price\": " + price + "}");
        }
        var lines = (List<Map<String, Object>>) event.get("lines");
        return Map.of("total", lines.stream().map(Pricing::line).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static BigDecimal line(Map<String, Object> line) {
        return price((String) line.get("sku")).multiply(new BigDecimal(line.get("quantity").toString()));
    }

    private static BigDecimal price(String sku) {
        var key = Map.of("sku", AttributeValue.fromS(sku));
        return new BigDecimal(TABLE.getItem(r -> r.tableName(NAME).key(key)).item().get("price").n());
    }
}
