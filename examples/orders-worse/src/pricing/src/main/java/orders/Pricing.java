package orders;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Prices the lines of an order, or one item when it is asked through the API. */
public class Pricing implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final String NAME = System.getenv("INVENTORY_TABLE");
    private static final String STOCK = System.getenv("STOCK_FUNCTION");

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.get("pathParameters") != null) {
            BigDecimal price = price(((Map<String, String>) event.get("pathParameters")).get("sku"));
            return Collections.singletonMap("body", "{\"price\": " + price + "}");
        }
        List<Map<String, Object>> lines = (List<Map<String, Object>>) event.get("lines");
        askStock(lines);
        BigDecimal total = BigDecimal.ZERO;
        for (Map<String, Object> line : lines) {
            total = total.add(price((String) line.get("sku")).multiply(new BigDecimal(line.get("quantity").toString())));
        }
        return Collections.singletonMap("total", total);
    }

    private static void askStock(List<Map<String, Object>> lines) {
        try {
            SdkBytes question = SdkBytes.fromByteArray(new ObjectMapper().writeValueAsBytes(Collections.singletonMap("lines", lines)));
            String answer = LambdaClient.create().invoke(r -> r.functionName(STOCK).payload(question)).payload().asUtf8String();
            if (!answer.contains("true")) {
                throw new IllegalStateException("out of stock");
            }
        } catch (java.io.IOException error) {
            throw new IllegalStateException(error);
        }
    }

    private static BigDecimal price(String sku) {
        Map<String, AttributeValue> key = Collections.singletonMap("sku", AttributeValue.builder().s(sku).build());
        return new BigDecimal(DynamoDbClient.create().getItem(r -> r.tableName(NAME).key(key)).item().get("price").n());
    }
}
