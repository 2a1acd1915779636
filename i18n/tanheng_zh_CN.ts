<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>@default</name>
  <message>
   <location filename="../plugin.py" />
   <location filename="../algorithms/provider.py" />
   <location filename="../ui/dock.py" />
   <source>Tanheng</source>
   <translation>碳衡 Tanheng</translation>
  </message>
  <message>
   <location filename="../plugin.py" />
   <source>Show or hide the land carbon panel</source>
   <translation>显示或隐藏碳衡面板</translation>
  </message>
  <message>
   <location filename="../layers/destination.py" />
   <source>it is the layer that is read, which is never changed</source>
   <translation>该文件正是输入图层，输入图层不会被修改</translation>
  </message>
  <message>
   <location filename="../layers/destination.py" />
   <source>not everything that was written can be read again</source>
   <translation>写入的内容未能全部读回</translation>
  </message>
  <message>
   <location filename="../layers/inventory_tables.py" />
   <source>unverified</source>
   <translation>未核实</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} holds no polygons. Choose a polygon layer that is not empty or filtered away.</source>
   <translation>图层 {field} 中没有图斑。请选择非空的面图层，并检查是否被筛选条件全部滤除。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} changed while it was being read. Nothing was written. Run again.</source>
   <translation>读取过程中图层 {field} 发生了变化，未写入任何内容。请重新运行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} has no usable coordinate reference system ({value}), so areas cannot be measured. Set the layer's CRS, or choose a survey area field.</source>
   <translation>图层 {field} 没有可用的坐标参考系（{value}），无法量算面积。请设置图层的坐标参考系，或选择调查面积字段。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} has no usable coordinate reference system ({value}). Areas come from the survey field and could not be compared with the geometry.</source>
   <translation>图层 {field} 没有可用的坐标参考系（{value}）。面积取自调查面积字段，未能与图形核对。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Field {field} is not in the layer. It has: {found}.</source>
   <translation>图层中没有字段 {field}。现有字段：{found}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Field {field} holds {value}, not numbers. Choose a numeric field.</source>
   <translation>字段 {field} 的内容为 {value}，不是数值。请选择数值字段。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The source field {field} has the name of a result field; it is kept as {value}.</source>
   <translation>源字段 {field} 与结果字段重名，已改名为 {value} 保留。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The layer's codes fit more than one classification ({candidates}; reason: {reason}). Set the classification scheme; the likeliest is {value}.</source>
   <translation>图层的地类编码符合多个分类标准（{candidates}；依据：{reason}）。请指定分类标准，最可能的是 {value}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} is named {name} on {polygons} polygons, but in the chosen scheme {scheme} it is {expected}. The names fit scheme {other}. Choose that scheme, or correct the names.</source>
   <translation>{polygons} 个图斑的编码 {value} 名称为“{name}”，而在所选分类标准 {scheme} 中应为“{expected}”；其名称与分类标准 {other} 相符。请改用该标准，或更正地类名称。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Classification scheme {value} was recognised from the layer (reason: {reason}).</source>
   <translation>已由图层识别出分类标准 {value}（依据：{reason}）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} has no .cpg file; its text was read as {value}. If names look wrong, set the encoding.</source>
   <translation>{field} 没有 .cpg 文件，文本按 {value} 读取。若名称显示异常，请指定编码。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class names in field {field} cannot be read ({value}). Set the encoding, GBK or UTF-8.</source>
   <translation>字段 {field} 中的地类名称为乱码（{value}）。请将编码指定为 GBK 或 UTF-8。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} does not fit the geometry in the unit {value}: the median ratio is {ratio} on {polygons} polygons. It fits in the unit {meant}. Set the unit to {meant}.</source>
   <translation>面积字段 {field} 以 {value} 为单位时与图形面积不符：{polygons} 个图斑的比值中位数为 {ratio}；以 {meant} 为单位则相符。请将单位改为 {meant}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} was taken as net of field ridges, but on {polygons} polygons it equals the gross area: {area_ha} ha of ridges would count twice. Set 'area is net' to false, or choose TBDLMJ.</source>
   <translation>面积字段 {field} 被视为已扣除田坎的净面积，但有 {polygons} 个图斑的值等于毛面积，{area_ha} 公顷田坎将重复计入。请将“面积字段为净面积”设为 false，或改选 TBDLMJ。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} was taken as gross, but on {polygons} polygons field ridges are already taken off it: {area_ha} ha would be taken off twice. Set 'area is net' to true, or choose TBMJ.</source>
   <translation>面积字段 {field} 被视为毛面积，但有 {polygons} 个图斑的值已扣除田坎，{area_ha} 公顷将被重复扣除。请将“面积字段为净面积”设为 true，或改选 TBMJ。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>On {polygons} polygons {field}, {value} and the deducted area do not add up (TBMJ = TBDLMJ + KCMJ); together they differ by {area_ha} ha. Correct the survey database.</source>
   <translation>{polygons} 个图斑的 {field}、{value} 与扣除地类面积不闭合（应为 TBMJ = TBDLMJ + KCMJ），合计相差 {area_ha} 公顷。请更正调查数据库。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} and {value} differ on {polygons} polygons by {area_ha} ha of field ridges. Choose KCMJ as the deducted area, so that ridges count as class 1203.</source>
   <translation>{polygons} 个图斑的 {field} 与 {value} 不等，相差田坎 {area_ha} 公顷。请将 KCMJ 选为扣除地类面积字段，使田坎计入 1203。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>'Area is net' was ignored: without an area field the area comes from the geometry, which is gross.</source>
   <translation>“面积字段为净面积”未采用：未选面积字段时，面积由图形量算，属毛面积。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %). Check extent, year and area field.</source>
   <translation>{value}的公布面积为 {published} 公顷，图层为 {area_ha} 公顷（相差 {percent}%）。请核对范围、年份和面积字段。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %).</source>
   <translation>{value}的公布面积为 {published} 公顷，图层为 {area_ha} 公顷（相差 {percent}%）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published class {value} ({area_ha} ha) is not in the scheme, so it was not compared.</source>
   <translation>公布地类“{value}”（{area_ha} 公顷）不在该分类标准中，未作核对。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} cannot be read: {value}. Save it as CSV in UTF-8 or GBK.</source>
   <translation>表格 {field} 无法读取：{value}。请另存为 UTF-8 或 GBK 编码的 CSV。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} has no rows below its header.</source>
   <translation>表格 {field} 除表头外没有数据行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} lacks the column {value}. It has: {found}.</source>
   <translation>表格 {field} 缺少列 {value}。现有列：{found}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} {value} occurs more than once. Keep one row.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值 {value} 重复出现。请只保留一行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is blank.</source>
   <translation>表格 {field} 第 {row} 行：{column} 为空。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is '{value}', not a number.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值“{value}”不是数值。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}; it must not be negative.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，不得为负。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}, above the plausible {limit}. Check the unit (t or 10⁴ t, ha or m², C or CO₂).</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，超过合理上限 {limit}。请核对单位（吨或万吨，公顷或 m²，C 或 CO₂）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is '{value}'. Allowed: {allowed}.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值“{value}”无效。可用值：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: the unit '{value}' is not known. Use one of: {allowed}.</source>
   <translation>表格 {field} 第 {row} 行：单位“{value}”无法识别。可用单位：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: class {value} cannot be used here. Give a 三调 class without K suffix, as text with its leading zero.</source>
   <translation>表格 {field} 第 {row} 行：此处不能使用地类 {value}。请填写不带后缀 K 的三调地类编码，以文本保存并保留前导零。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {value} has lost its leading zero and was read as {cls}. Store codes as text.</source>
   <translation>表格 {field} 第 {row} 行：{value} 丢失前导零，按 {cls} 读取。编码请以文本保存。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: sector {value} is not known. Use an id of the sector table.</source>
   <translation>表格 {field} 第 {row} 行：部门 {value} 无法识别。请使用部门表中的标识（id）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The class map holds {value} more than once, spelled alike but for case, width or space. Keep one row.</source>
   <translation>地类对照表中 {value} 重复出现（仅大小写、全半角或空格不同）。请只保留一行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: links cannot be refined by the field {value}. Use one of: {allowed}.</source>
   <translation>表格 {field} 第 {row} 行：不能按字段 {value} 细分对应关系。可用字段：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The class map sends {source_code} to {value}, which the scheme does not have. Correct the map.</source>
   <translation>地类对照表将 {source_code} 对应到 {value}，但该分类标准中没有此地类。请更正对照表。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>A custom scheme needs a class map: a table with the columns source_code and class_code (三调).</source>
   <translation>自定义分类须提供地类对照表，含 source_code 和 class_code（三调编码）两列。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The sea coefficient cannot be switched on: 7.04 × 10⁵ t/(hm²·a) as printed in Table 1 is physically impossible.</source>
   <translation>海洋的碳汇系数不能启用：文献表 1 所印 7.04 × 10⁵ t/(hm²·a) 在物理上不可能成立。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The sector shares of {field} add up to {value}, not to 1 or 100 %.</source>
   <translation>{field} 中各部门占比合计为 {value}，不等于 1 或 100%。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector shares need a city total. Give CITY_TOTAL in t CO2e per year.</source>
   <translation>使用部门占比须同时给出全市总量。请填写 CITY_TOTAL（t CO₂当量/年）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} is {value}; give a total of 0 or more in t CO2e per year.</source>
   <translation>{field} 的值为 {value}。请填写不小于 0 的总量（t CO₂当量/年）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} in {field} is {tonnes} t CO2e. A negative emission cannot be spread over land.</source>
   <translation>{field} 中部门“{value}”为 {tonnes} t CO₂当量。负排放不能分摊到用地。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} in {field} is not known; its {tonnes} t CO2e stay unallocated in the balance.</source>
   <translation>{field} 中部门“{value}”无法识别，其 {tonnes} t CO₂当量在碳收支中列为未分摊。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} ({tonnes} t CO2e) is shown as a memo and not spread: its removals are already the sink.</source>
   <translation>部门“{value}”（{tonnes} t CO₂当量）仅作备注列示，不参与分摊：其清除量已计入碳汇。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No polygon can take sector {value}: its {tonnes} t CO2e stay unallocated in the balance. Link the sector to a class of the layer.</source>
   <translation>没有图斑可承接部门“{value}”的排放，其 {tonnes} t CO₂当量在碳收支中列为未分摊。请将该部门与图层中的地类建立对应关系。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>In sector {value} the classes {classes} have no intensity; their relative weights were scaled to the mean of the others, {mean} t CO2e/(ha·a).</source>
   <translation>部门“{value}”中地类 {classes} 没有排放强度，其相对权重已按其余地类的均值 {mean} t CO₂当量/(hm²·a) 折算。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The inventory adds up to {value} t CO2e, {percent} % from the city total of {total} t ({times} times). The inventory was used. Check units (t or 10⁴ t) and year.</source>
   <translation>清单合计 {value} t CO₂当量，与全市总量 {total} t 相差 {percent}%（为其 {times} 倍）。已采用清单。请核对单位（吨或万吨）和年份。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The inventory ({inventory} t CO2e) was used; the city total of {value} t agrees within 5 %.</source>
   <translation>已采用清单（{inventory} t CO₂当量），与全市总量 {value} t 的差异在 5% 以内。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No polygon can take the city total: {value} t CO2e stay unallocated.</source>
   <translation>没有图斑可承接全市总量，{value} t CO₂当量列为未分摊。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} t CO2e on {area_ha} ha are {mean} t per hectare and year, which is not plausible. Check whether the table is in t or in 10⁴ t.</source>
   <translation>{value} t CO₂当量分摊到 {area_ha} 公顷，平均每公顷每年 {mean} t，不合常理。请核对表格单位是吨还是万吨。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The city total of {value} t CO2e was spread evenly by area over construction and transport land. Maps must say so; give an inventory by sector for a real distribution.</source>
   <translation>全市总量 {value} t CO₂当量已在建设用地和交通运输用地上按用地面积平均分摊，图件须注明。如需反映实际分布，请提供分部门清单。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Emissions come from intensities alone and are not calibrated to an inventory.</source>
   <translation>碳排放仅由排放强度推算，未按清单校准。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Neither an inventory, a city total nor intensities were given: emission and net are empty, not zero.</source>
   <translation>清单、全市总量和排放强度均未提供：碳排放与净排放为空值，而非零。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The land survey is of {value}, the inventory of {inventory_year}. State both years on every sheet.</source>
   <translation>国土调查为 {value} 年，清单为 {inventory_year} 年，年份不一致。图件须同时注明两个年份。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study: {field} is '{value}'. Allowed: {allowed}.</source>
   <translation>评估文件：{field} 的值“{value}”无效。可用值：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} cannot be opened: {value}.</source>
   <translation>评估文件 {field} 无法打开：{value}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} is not JSON: {value}.</source>
   <translation>评估文件 {field} 不是有效的 JSON：{value}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} is not a Tanheng study: it has no tanheng_study version.</source>
   <translation>{field} 不是碳衡评估文件：缺少版本号 tanheng_study。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} was made by a newer Tanheng (schema {value}). Update the plugin.</source>
   <translation>评估文件 {field} 由更新版本的碳衡生成（格式版本 {value}）。请更新插件。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field}: the value of {value} has the wrong type.</source>
   <translation>评估文件 {field}：{value} 的值类型不正确。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Land layer {field} cannot be opened: {value}. Check the path in the study.</source>
   <translation>用地图层 {field} 无法打开：{value}。请检查评估文件中的路径。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} sea polygons overlap tidal flats (1105) by {area_ha} ha. Tidal flats belong to the land balance; cut the sea polygons back.</source>
   <translation>{polygons} 个海域图斑与沿海滩涂（1105）重叠 {area_ha} 公顷。沿海滩涂计入陆域碳收支，请修剪海域图斑。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons overlap others by {area_ha} ha in all, which counts twice. Correct the topology.</source>
   <translation>{polygons} 个图斑与其他图斑重叠，共 {area_ha} 公顷重复计算。请修正拓扑。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Overlaps were not looked for: the layer has more than {value} polygons.</source>
   <translation>图层超过 {value} 个图斑，未检查重叠。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Polygons of {field} were not searched for self-crossings: there are more than {value}. Run the check with topology once.</source>
   <translation>{field} 的图斑超过 {value} 个，未检查自相交。请运行一次“检查用地图层”并勾选拓扑检查。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The sector shares were not used: an inventory by sector is given.</source>
   <translation>已提供分部门清单，部门占比未采用。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The inventory has {value} and its part {part}: both were added. Keep the sum or its parts.</source>
   <translation>清单中同时有“{value}”及其组成部分“{part}”，两者均已计入。请只保留合计或各组成部分。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Classes {value} ({area_ha} ha) have no intensity and take nothing of the city total. Add them to the intensity table.</source>
   <translation>地类 {value}（{area_ha} 公顷）没有排放强度，未分摊全市总量。请补入排放强度表。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code '{value}' was read as {cls} on {polygons} polygons (space, width or case).</source>
   <translation>{polygons} 个图斑的编码“{value}”按 {cls} 读取（空格、全半角或大小写）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}; it must be above zero.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，须大于零。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}, which makes {ratio} {found}; a city lies within {limits}. Give emission in 10⁴ t, GDP in 10⁸ yuan, population in 10⁴ persons.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，由此得 {ratio} 为 {found}，超出城市的合理范围 {limits}。单位应为：碳排放万吨，GDP 亿元，人口万人。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}, {times} times that of {year}. Check the unit; a factor of 10⁴ is likely.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，是 {year} 年的 {times} 倍。请核对单位，可能相差 10⁴ 倍。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} {value} follows a gap ({missing}). The trend was taken across it.</source>
   <translation>表格 {field} 第 {row} 行：{column} {value} 之前有缺失（{missing}），趋势已跨越缺失年份推算。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}, but the year's statistics make it {other}; {used} was used.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为 {value}，而按当年统计数据推算为 {other}，已采用 {used}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Series {field}: {value} lacks {missing}, so its change cannot be decomposed.</source>
   <translation>时间序列 {field}：{value} 年缺少 {missing}，无法分解其变化。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Series {field}: {value} came after the last complete year {base} and was not used. Complete these rows.</source>
   <translation>时间序列 {field}：{value} 晚于最后一个数据完整的年份 {base}，未采用。请补全这些行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Series {field} gives the emission per GDP of {value} years; a trend needs at least two. Add years, or choose an own path.</source>
   <translation>时间序列 {field} 只有 {value} 个年份的单位 GDP 碳排放，推算趋势至少需要两个年份。请补充年份，或改用自定义路径。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Series {field} has no year in which emission, GDP and population are all known or can be derived.</source>
   <translation>时间序列 {field} 中没有碳排放、GDP 和人口均已知或可推算的年份。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is '{value}', elsewhere '{other}'. Give GDP at one constant price base.</source>
   <translation>表格 {field} 第 {row} 行：{column} 的值为“{value}”，其他行为“{other}”。请统一采用同一不变价基期的 GDP。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The price base of GDP is not stated. GDP of the series and of the target must be at the same constant prices.</source>
   <translation>未注明 GDP 的价格基期。时间序列与目标年的 GDP 须采用同一不变价。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: {field} is '{value}'. Allowed: {allowed}.</source>
   <translation>情景 {scenario}：{field} 的值“{value}”无效。可用值：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the target year {value} must come after the last year of the series, {base}, and not after {last}.</source>
   <translation>情景 {scenario}：目标年 {value} 须晚于时间序列的最后一年 {base}，且不晚于 {last}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the linear trend of emission per GDP falls to {value} t per 10⁴ yuan by {year} (zero in {zero}), which is impossible. Choose the exponential trend.</source>
   <translation>情景 {scenario}：按线性趋势，单位 GDP 碳排放到 {year} 年将降至 {value} t/万元（{zero} 年为零），不可能成立。请改用指数趋势。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the linear trend of emission per GDP reaches zero in {value}; the path ends before it.</source>
   <translation>情景 {scenario}：按线性趋势，单位 GDP 碳排放在 {value} 年降为零，路径止于此前。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the logistic path needs emission per GDP to fall towards the floor {floor} t per 10⁴ yuan from below the ceiling {ceiling}; the series goes from {first} to {value}.</source>
   <translation>情景 {scenario}：逻辑斯蒂路径要求单位 GDP 碳排放由上限 {ceiling} 以下降向下限 {floor} t/万元，而时间序列由 {first} 变为 {value}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the trend lets emission per GDP rise to {value} t per 10⁴ yuan by {year}.</source>
   <translation>情景 {scenario}：按该趋势，单位 GDP 碳排放到 {year} 年将升至 {value} t/万元。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: its own path of emission per GDP is not given.</source>
   <translation>情景 {scenario}：未提供自定义的单位 GDP 碳排放路径。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the own path ends in {value}, before the target year {year}.</source>
   <translation>情景 {scenario}：自定义路径止于 {value} 年，早于目标年 {year}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: after {value} the last emission per GDP of the path is kept.</source>
   <translation>情景 {scenario}：{value} 年之后沿用路径末年的单位 GDP 碳排放。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: path years {value} are not after {base}, the last year of the series, and were ignored.</source>
   <translation>情景 {scenario}：路径年份 {value} 不晚于时间序列的最后一年 {base}，已忽略。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Scenario {scenario}: the planned sink exceeds the projected emission by {value} t; nothing remains to be reduced.</source>
   <translation>情景 {scenario}：规划碳汇比预测碳排放多 {value} t，没有减排任务。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No {value} has a base-year figure, so the {kind} goal of {tonnes} t was not split by it.</source>
   <translation>{value} 均无基准年数值，{kind} 目标 {tonnes} t 未按此分解。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}, row {row}, column {column}: {value} is no fuel of the energy balance. Use a name such as 原煤 or raw_coal.</source>
   <translation>{field}，第 {row} 行，{column} 列：{value} 不是能源平衡表的能源品种。请使用原煤或 raw_coal 之类的名称。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} cannot be read as a table. Choose an XLSX, ODS or CSV file (not {value}).</source>
   <translation>{field} 不能作为表格读取。请选择 XLSX、ODS 或 CSV 文件（不支持 {value}）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} is not a workbook of its kind ({value}). Open it in the office program and save it as XLSX or ODS.</source>
   <translation>{field} 不是相应格式的工作簿（{value}）。请用办公软件打开后另存为 XLSX 或 ODS。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} unpacks to {size} MB ({value}, {ratio} times its packed size) and was not opened. Save the one sheet you need as a file of its own.</source>
   <translation>{field} 解压后达 {size} MB（{value}，为压缩大小的 {ratio} 倍），未予打开。请将所需的一张工作表单独另存。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}: sheet {value} has more than {limit} cells. Save the part you need as a file of its own.</source>
   <translation>{field}：工作表 {value} 超过 {limit} 个单元格。请将所需部分单独另存。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No energy balance was found in {field}: no row holds at least two names of fuels. Check the header of the table.</source>
   <translation>{field} 中未找到能源平衡表：没有任何一行含两个以上能源品种名称。请检查表头。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>There is no sheet {value}. The file has: {found}.</source>
   <translation>没有工作表 {value}。文件中有：{found}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Several sheets hold an energy balance ({value}) and none has a year. Choose a sheet.</source>
   <translation>多张工作表含能源平衡表（{value}）且均无年份。请选择工作表。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>There is no table of the year {value}. Found: {found}.</source>
   <translation>没有 {value} 年的表。找到的年份：{found}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The year {value} stands in more than one sheet ({field}). Choose a sheet.</source>
   <translation>{value} 年出现在多张工作表中（{field}）。请选择工作表。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}: the latest year, {value}, was taken of {found}. Choose a year for another.</source>
   <translation>{field}：在 {found} 中取最近的 {value} 年。如需其他年份请选择。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} has no row of final consumption (终端消费: 工业, 建筑业 …), so nothing can be computed. Check the row names.</source>
   <translation>工作表 {field} 没有终端消费量的行（工业、建筑业等），无法计算。请检查行名称。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} has no row {value}; it counts as none. Add it, or check its name.</source>
   <translation>工作表 {field} 没有“{value}”行，按零计。请补充该行或检查其名称。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} does not split {value}; all of it goes to one sector. Add its rows for the others.</source>
   <translation>工作表 {field} 未对“{value}”作细分，全部计入一个部门。请补充其余各行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} has no row 用作原料、材料: all that industry uses counts as burnt.</source>
   <translation>工作表 {field} 没有“用作原料、材料”行：工业消费量全部按燃烧计。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}: {value} was not recognised; its {cells} figures (from column {column}) are not in the result. Correct its name, or leave it if it is a part of another row.</source>
   <translation>工作表 {field}，第 {row} 行：“{value}”未被识别，其 {cells} 个数字（自 {column} 列起）未计入结果。请更正名称；若为其他行的其中项，可不处理。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}: {value} stands already in row {first}. Keep one.</source>
   <translation>工作表 {field}，第 {row} 行：“{value}”已出现在第 {first} 行。请只保留一行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}: {value} is a part of the row above and is not added.</source>
   <translation>工作表 {field}，第 {row} 行：“{value}”是上一行的其中项，不重复相加。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, column {column}: {value} was not recognised; its {cells} figures are not in the result. Correct the heading below row {row}.</source>
   <translation>工作表 {field}，{column} 列：“{value}”未被识别，其 {cells} 个数字未计入结果。请更正第 {row} 行以下的表头。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, column {column}: {value} stands in another column already. Keep one.</source>
   <translation>工作表 {field}，{column} 列：“{value}”已出现在另一列。请只保留一列。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} gives no unit for some columns; taken were: {value}. Add a row of units above row {row} if that is wrong.</source>
   <translation>工作表 {field} 部分列没有单位，已按以下单位处理：{value}。如有误，请在第 {row} 行之上补充单位行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, column {column}: the unit ({unit}) does not fit {value}. Correct the row of units.</source>
   <translation>工作表 {field}，{column} 列：单位（{unit}）与“{value}”不符。请更正单位行。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column}: {value} is not a number.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列：{value} 不是数字。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column} ({line}, {value}): the total {total} differs from the sum of its parts {parts}. Check the figures.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列（{line}，{value}）：合计 {total} 与分项之和 {parts} 不一致。请核对数字。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column} ({line}, {value}): the figure looks 10,000 times too large or too small (total {total}, sum of parts {parts}). Check its unit.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列（{line}，{value}）：该数疑似大了或小了一万倍（合计 {total}，分项之和 {parts}）。请检查单位。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column} ({line}, {value}): fuel put in should be negative; it was taken as put in.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列（{line}，{value}）：加工转换投入量应为负数；已按投入量处理。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column} ({line}, {value}): consumption is negative. Check the figure.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列（{line}，{value}）：消费量为负。请核对。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: {value} has no coefficient of the chosen kind; the other kind was used.</source>
   <translation>工作表 {field}：“{value}”没有所选类型的系数，已改用另一类型。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: {value} cannot be converted from standard coal and is not in the result. Give its coefficient in the factor table.</source>
   <translation>工作表 {field}：“{value}”无法由标准煤折回，未计入结果。请在排放因子表中给出其系数。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value}: the published coefficient of standard coal gives {percent} % against the calorific value.</source>
   <translation>{value}：公布的折标准煤系数与按低位发热量折算相差 {percent} %。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} has no emission factor: {amount} {unit} are not in the result. Give one in the factor table.</source>
   <translation>“{value}”没有排放因子：{amount} {unit} 未计入结果。请在排放因子表中给出。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Factors that were not verified in their source are in use for: {value}. Check them before publishing.</source>
   <translation>以下品种使用了未经原始来源核实的排放因子：{value}。发布前请核实。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>There is no factor set {value}. Choose one of: {found}.</source>
   <translation>没有排放因子集 {value}。可选：{found}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: the reference method ({reference} t) differs from the sectoral method ({sectoral} t) by {value} %. Above 5 % the balance should be checked.</source>
   <translation>工作表 {field}：参考方法（{reference} t）与部门方法（{sectoral} t）相差 {value} %。超过 5 % 时应核对平衡表。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: the sectoral and the reference method cannot be compared, because the rows of supply are missing.</source>
   <translation>工作表 {field}：缺少供应量各行，无法比较部门方法与参考方法。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} has no rows of supply (一次能源生产量, 调入量, 进口量), which the reference method needs. Use the sectoral method.</source>
   <translation>工作表 {field} 没有参考方法所需的供应量各行（一次能源生产量、调入量、进口量）。请使用部门方法。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: more {value} is used as feedstock than by industry; the feedstock was cut to that.</source>
   <translation>工作表 {field}：“{value}”用作原料、材料的量大于工业消费量，已按工业消费量截取。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: no storage rate is known for the feedstock {value}; {rate} was taken, which leaves out {tonnes} t CO2. Give rates in the factor table if part of it is burnt.</source>
   <translation>工作表 {field}：原料“{value}”没有固碳率，已取 {rate}，因此有 {tonnes} t CO₂ 未计入。如有部分被燃烧，请在排放因子表中给出固碳率。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: {value} t CO2 of blast-furnace and converter gas are in the coke of industry already and were counted once.</source>
   <translation>工作表 {field}：高炉煤气和转炉煤气的 {value} t CO₂ 已包含在工业焦炭中，只计一次。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: blast-furnace and converter gas hold {value} t CO2 more than the {fuel} of industry; that part was counted with the gas. Check the two columns.</source>
   <translation>工作表 {field}：高炉煤气和转炉煤气比工业{fuel}多 {value} t CO₂，该部分计在煤气中。请核对这两列。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} has no final use of electricity, so power plants stay where they are.</source>
   <translation>工作表 {field} 没有电力终端消费量，发电排放仍计在电厂。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}: electricity is in standard coal and was read at 0.1229 kgce/kWh (当量值). If the table uses 等价值, its imported electricity is too high.</source>
   <translation>工作表 {field}：电力为标准煤量，已按当量值 0.1229 kgce/kWh 读取。若该表采用等价值，净调入电量将偏高。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>There is no factor for imported electricity. Choose an area of the grid, or give the factor.</source>
   <translation>没有净调入电力的排放因子。请选择电网区域或给出因子。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The factor of the grid {value} is of the year {found}, not {year}.</source>
   <translation>电网 {value} 的排放因子为 {found} 年，而非 {year} 年。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}: the shares of {value} sum to {total}, not to 1.</source>
   <translation>{field}：“{value}”的分摊比例之和为 {total}，不等于 1。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}, row {row}: the activity {value} is not known. Use a name of the factor tables, or a sector with the unit tCO2e.</source>
   <translation>{field}，第 {row} 行：活动“{value}”未知。请使用因子表中的名称，或使用部门并以 tCO2e 为单位。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field}, row {row}, column {column}: {value} is no type of {activity}. It has: {allowed}.</source>
   <translation>{field}，第 {row} 行，{column} 列：{value} 不是“{activity}”的类型。可选：{allowed}。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column}: {value} is no sector. Use an id or name of the sector table.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列：{value} 不是部门。请使用部门表中的代码或名称。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, column {column}: {value} is no fuel of the energy balance; it is kept under its own name.</source>
   <translation>工作表 {field}，{column} 列：{value} 不是能源平衡表的能源品种，按原名保留。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field}, row {row}, column {column}: indirect emission of {value} is not part of the direct total.</source>
   <translation>工作表 {field}，第 {row} 行，{column} 列：“{value}”的间接排放不计入直接排放合计。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sheet {field} is an inventory already; method, factors and accounting options were not used.</source>
   <translation>工作表 {field} 已是清单；未使用核算方法、排放因子和核算选项。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no class code in {field}. Fill it in, or map the blank.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）的 {field} 没有地类编码。请补填，或在对照表中为空值指定地类。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} on {polygons} polygons ({area_ha} ha) is not in the scheme. Map it to a class.</source>
   <translation>编码 {value} 不在该分类标准中（{polygons} 个图斑，{area_ha} 公顷）。请对应到地类。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} is a survey working code without a class ({polygons} polygons, {area_ha} ha). Map it to the class the land belongs to.</source>
   <translation>{value} 是调查工作编码，没有对应地类（{polygons} 个图斑，{area_ha} 公顷）。请对应到土地所属的地类。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class {value} has no counterpart with coefficients ({polygons} polygons, {area_ha} ha). Map it to a class.</source>
   <translation>地类 {value} 没有可对应的、带系数的地类（{polygons} 个图斑，{area_ha} 公顷）。请对应到地类。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} has lost its leading zero and was read as {cls} ({polygons} polygons, {area_ha} ha). Store codes as text.</source>
   <translation>编码 {value} 丢失前导零，按 {cls} 读取（{polygons} 个图斑，{area_ha} 公顷）。编码请以文本保存。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} is not listed and was read as {cls} ({polygons} polygons, {area_ha} ha).</source>
   <translation>编码 {value} 未列入分类标准，按 {cls} 读取（{polygons} 个图斑，{area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} of an older standard was read as {cls} ({polygons} polygons, {area_ha} ha).</source>
   <translation>旧标准编码 {value} 按 {cls} 读取（{polygons} 个图斑，{area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class {value} is sea ({polygons} polygons, {area_ha} ha) and stands outside the land balance.</source>
   <translation>地类 {value} 属用海（{polygons} 个图斑，{area_ha} 公顷），不计入陆域碳收支。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} is a first-level class ({polygons} polygons, {area_ha} ha). Where its classes differ, its sink cannot be computed; emissions take the mean of its classes. Use second-level codes.</source>
   <translation>{value} 是一级地类（{polygons} 个图斑，{area_ha} 公顷）。其二级地类系数不一致时无法计算碳汇；碳排放取其二级地类的均值。请使用二级地类编码。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have no value in {field} and were not computed. Fill in the area.</source>
   <translation>{polygons} 个图斑的 {field} 没有值，未计算。请补填面积。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an infinite value in {field} and were not computed.</source>
   <translation>{polygons} 个图斑的 {field} 为无穷大，未计算。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a negative area in {field} and were not computed. Correct the area.</source>
   <translation>{polygons} 个图斑的 {field} 面积为负，未计算。请更正面积。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an area of zero; they add nothing to the totals and have no rate per hectare.</source>
   <translation>{polygons} 个图斑的面积为零，不计入总量，也没有单位面积值。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>On {polygons} polygons ({area_ha} ha) {field} differs from the geometry by more than 5 %. The field was used; check these polygons.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）的 {field} 与图形面积相差超过 5%。已采用字段值，请核查这些图斑。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a deducted area in {field} that is negative or larger than the polygon; nothing was deducted there ({area_ha} ha).</source>
   <translation>{polygons} 个图斑的扣除地类面积 {field} 为负或大于图斑面积，未作扣除（{area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) that are not cropland have a deducted area in {field}. It was deducted; check these polygons.</source>
   <translation>{polygons} 个非耕地图斑（{area_ha} 公顷）的 {field} 有扣除地类面积。已予扣除，请核查这些图斑。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no usable weight in {field} and take no emission.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）的权重字段 {field} 没有有效值，不分摊碳排放。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no administrative code in {field}; they are summed separately.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）的 {field} 没有行政区代码，已单独汇总。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have no geometry ({area_ha} ha by the survey field).</source>
   <translation>{polygons} 个图斑没有图形（调查面积 {area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an empty geometry ({area_ha} ha by the survey field).</source>
   <translation>{polygons} 个图斑的图形为空（调查面积 {area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} features are not polygons ({area_ha} ha by the survey field).</source>
   <translation>{polygons} 个要素不是面（调查面积 {area_ha} 公顷）。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} geometries are damaged ({area_ha} ha by the survey field). Repair the layer.</source>
   <translation>{polygons} 个图形已损坏（调查面积 {area_ha} 公顷）。请修复图层。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} geometries have coordinates that are not numbers. Repair the layer.</source>
   <translation>{polygons} 个图形的坐标不是有效数值。请修复图层。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a ring of fewer than four points, or holes larger than the polygon. Repair the geometries.</source>
   <translation>{polygons} 个图斑有不足四个点的环，或内环面积大于图斑。请修复图形。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons lie outside the range of the layer's coordinate reference system. Check the layer's CRS.</source>
   <translation>{polygons} 个图斑超出图层坐标参考系的适用范围。请检查图层的坐标参考系。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have curves; their area was measured along chords.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）含曲线，面积按弦线量算。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) are not valid (they cross themselves). Repair the geometries.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）图形无效（自相交）。请修复图形。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) repeat the geometry of another, so their area counts twice.</source>
   <translation>{polygons} 个图斑（{area_ha} 公顷）与其他图斑图形重复，面积重复计算。</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>三调 working classification (sandiao)</source>
   <translation>三调工作分类（sandiao）</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>用地用海 2020 (ydyh2020)</source>
   <translation>用地用海 2020（ydyh2020）</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>用地用海 2023 (ydyh2023)</source>
   <translation>用地用海 2023（ydyh2023）</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>custom scheme (custom)</source>
   <translation>自定义分类（custom）</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>the class names agree</source>
   <translation>地类名称一致</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>the codes occur in this scheme only</source>
   <translation>编码仅见于该分类标准</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>all schemes give the same classes</source>
   <translation>各分类标准所得地类相同</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>all codes are blank</source>
   <translation>编码全部为空</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>the codes occur in several schemes and names do not decide</source>
   <translation>编码同时见于多个分类标准，且名称不足以判定</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>codes and names point to different schemes</source>
   <translation>编码与名称指向不同的分类标准</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>用地用海 2020 or 2023 cannot be told apart</source>
   <translation>无法区分用地用海 2020 与 2023</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>few codes are known</source>
   <translation>可识别的编码很少</translation>
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>the codes belong to no known scheme</source>
   <translation>编码不属于任何已知分类标准</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>{city} – emission by sector</source>
   <translation>{city}分部门碳排放</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <location filename="../styling/chart_series.py" />
   <source>GDP at prices of: {base}</source>
   <translation>GDP 价格基期：{base}</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>{city} – carbon emission by year</source>
   <translation>{city}历年碳排放</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>{city} – emission, planned sink and reduction task</source>
   <translation>{city}碳排放、规划碳汇与减排任务</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Bands: rounding of the series as it was given.</source>
   <translation>阴影带：时间序列取整误差。</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>{city} – what changed the emission (LMDI)</source>
   <translation>{city}碳排放变化的因素分解（LMDI）</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Monte Carlo, {samples} samples, seed {seed}</source>
   <translation>蒙特卡洛模拟，{samples} 次，随机种子 {seed}</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>{city} – uncertainty</source>
   <translation>{city}不确定性</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Sink</source>
   <translation>碳汇</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Emission</source>
   <translation>碳排放</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Gap</source>
   <translation>碳收支差额</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <location filename="../styling/chart_projection.py" />
   <source>Planned sink</source>
   <translation>规划碳汇</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Emission in the target year</source>
   <translation>目标年碳排放</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>Reduction task</source>
   <translation>减排任务</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>coefficient {name}</source>
   <translation>{name} 碳汇系数</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>area {name}</source>
   <translation>{name} 面积</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>activity {name}</source>
   <translation>{name} 活动水平</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>factor {name}</source>
   <translation>{name} 排放因子</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>emission of {name}</source>
   <translation>{name} 年碳排放</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>target population</source>
   <translation>目标年人口</translation>
  </message>
  <message>
   <location filename="../styling/assessment_charts.py" />
   <source>target GDP per head</source>
   <translation>目标年人均 GDP</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Method: 陈可欣 et al. 2022, Table 1 (t C × 44/12); not checked on site.</source>
   <translation>方法：碳汇系数取自陈可欣等（2022）表 1（t C × 44/12），未经实地核实</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Sink {sink} × 10⁴ t CO₂e/a on {area} ha; emission not computed</source>
   <translation>陆域 {area} 公顷，碳汇 {sink} 万吨 CO₂当量/年；碳排放未计算</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Emission {emission}, sink {sink}, net {net} × 10⁴ t CO₂e/a on {area} ha</source>
   <translation>陆域 {area} 公顷：碳排放 {emission}，碳汇 {sink}，净排放 {net}（万吨 CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – carbon sink of land</source>
   <translation>{city}国土空间碳汇分布图</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – carbon emission of land</source>
   <translation>{city}国土空间碳排放分布图</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – net carbon emission of land</source>
   <translation>{city}国土空间碳净排放分布图</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – land use</source>
   <translation>{city}土地利用图</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Land survey {year}</source>
   <translation>国土调查 {year} 年</translation>
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Inventory {year}</source>
   <translation>温室气体清单 {year} 年</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>A decomposition needs two years with emission, population and GDP; there is nothing to draw.</source>
   <translation>因素分解需要两个年份的碳排放、人口和 GDP，没有可绘制的数据。</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>Population</source>
   <translation>人口</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>GDP per head</source>
   <translation>人均 GDP</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>Emission per GDP</source>
   <translation>单位 GDP 碳排放</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>Change {first}–{last}</source>
   <translation>{first}—{last} 年变化</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <location filename="../styling/chart_series.py" />
   <source>Emission, 10⁴ t CO₂e/a</source>
   <translation>碳排放（万吨 CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>Sum</source>
   <translation>合计</translation>
  </message>
  <message>
   <location filename="../styling/chart_contributions.py" />
   <source>Change of emission, 10⁴ t CO₂e/a</source>
   <translation>碳排放变化（万吨 CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../styling/chart_figure.py" />
   <source>Charts need the Python package matplotlib, which this QGIS lacks. Install it (Debian, Ubuntu: python3-matplotlib; conda: matplotlib) and restart QGIS. All figures are in the tables.</source>
   <translation>绘制图表需要 Python 包 matplotlib，当前 QGIS 未安装。请安装（Debian、Ubuntu：python3-matplotlib；conda：matplotlib）后重启 QGIS。全部数字见各表。</translation>
  </message>
  <message>
   <location filename="../styling/chart_figure.py" />
   <source>A chart is written as .svg or .png, not as {file}.</source>
   <translation>图表只能保存为 .svg 或 .png，不能保存为 {file}。</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>The inventory has no sector with an emission; there is nothing to draw.</source>
   <translation>清单中没有任何部门的碳排放，没有可绘制的数据。</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>Emission, 10⁴ t CO₂e/a; total {total}</source>
   <translation>碳排放（万吨 CO₂当量/年）；合计 {total}</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>{count} smaller sectors</source>
   <translation>其余 {count} 个较小部门</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>{count} others</source>
   <translation>其他 {count} 项</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>{value} (memo, in no total)</source>
   <translation>{value}（备注项，不计入合计）</translation>
  </message>
  <message>
   <location filename="../styling/chart_inventory.py" />
   <source>{value} ({share} %)</source>
   <translation>{value}（{share} %）</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>No scenario has been projected; there is nothing to draw.</source>
   <translation>没有已预测的情景，没有可绘制的数据。</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Emission and sink, 10⁴ t CO₂e/a</source>
   <translation>碳排放与碳汇（万吨 CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <location filename="../styling/chart_series.py" />
   <location filename="../algorithms/inventory.py" />
   <source>Year</source>
   <translation>年份</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Observed</source>
   <translation>历史值</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Base year {year}</source>
   <translation>基期 {year} 年</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Target year {year}</source>
   <translation>目标年 {year} 年</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Reduction task
{value} × 10⁴ t</source>
   <translation>减排任务
{value} 万吨</translation>
  </message>
  <message>
   <location filename="../styling/chart_projection.py" />
   <source>Sink exceeds emission by
{value} × 10⁴ t</source>
   <translation>碳汇超过碳排放
{value} 万吨</translation>
  </message>
  <message>
   <location filename="../styling/chart_series.py" />
   <source>Per head, t CO₂e</source>
   <translation>人均（吨 CO₂当量）</translation>
  </message>
  <message>
   <location filename="../styling/chart_series.py" />
   <source>Per GDP, t CO₂e per 10⁴ yuan</source>
   <translation>单位 GDP（吨 CO₂当量/万元）</translation>
  </message>
  <message>
   <location filename="../styling/chart_series.py" />
   <source>The time series has no emission in any year; there is nothing to draw.</source>
   <translation>时间序列中各年均无碳排放，没有可绘制的数据。</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>No result has an interval; there is nothing to draw.</source>
   <translation>没有带区间的结果，没有可绘制的数据。</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>{value} ({low} … {high})</source>
   <translation>{value}（{low} … {high}）</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>95 % interval, deviation from the value</source>
   <translation>95 % 区间，与结果值的偏差</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>95 % interval, 10⁴ t CO₂e/a</source>
   <translation>95 % 区间（万吨 CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>10⁴ t CO₂e/a</source>
   <translation>万吨 CO₂当量/年</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>Inputs that matter most for: {result} (share of the variance)</source>
   <translation>对“{result}”影响最大的输入（方差占比）</translation>
  </message>
  <message>
   <location filename="../styling/chart_uncertainty.py" />
   <source>Inputs that matter most (share of the variance)</source>
   <translation>影响最大的输入（方差占比）</translation>
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>Layer {layer} of {file} does not open.</source>
   <translation>无法打开 {file} 中的图层 {layer}。</translation>
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>The project could not be written.</source>
   <translation>无法写入工程。</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>The map {file} could not be written.</source>
   <translation>无法写入图件 {file}。</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Coordinate system: {name}</source>
   <translation>坐标系：{name}</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source> · </source>
   <translation> · </translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>unknown</source>
   <translation>未知</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>CGCS2000</source>
   <translation>2000国家大地坐标系</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>CGCS2000, 3-degree zone {number}</source>
   <translation>2000国家大地坐标系，3 度带第 {number} 带</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>CGCS2000, 3-degree zone, central meridian {number}°E</source>
   <translation>2000国家大地坐标系，3 度带，中央经线 {number}°E</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>km</source>
   <translation>km</translation>
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Scale 1:{denominator}</source>
   <translation>比例尺 1:{denominator}</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>t CO₂e/a</source>
   <translation>t CO₂当量/a</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>{title}, {unit}</source>
   <translation>{title}（{unit}）</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Land class code</source>
   <translation>地类编码</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Area</source>
   <translation>面积</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>ha</source>
   <translation>公顷</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon sink</source>
   <translation>碳汇</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon emission</source>
   <translation>碳排放</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Net emission</source>
   <translation>净排放</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Problems</source>
   <translation>问题</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not computed</source>
   <translation>未计算</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not mapped</source>
   <translation>未匹配</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&lt; {value}</source>
   <translation>&lt; {value}</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} to {high}</source>
   <translation>{low} 至 {high}</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&gt; {value}</source>
   <translation>&gt; {value}</translation>
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} – {high}</source>
   <translation>{low} – {high}</translation>
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>t CO₂e/(ha·a)</source>
   <translation>t CO₂当量/(hm²·a)</translation>
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>Land use</source>
   <translation>土地利用</translation>
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>{heading} ({note})</source>
   <translation>{heading}，{note}</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Assessment from a study</source>
   <translation>按评估文件整体评估</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Runs a whole assessment from one study file (JSON): reads one or several land layers, calibrates them together, and writes into a folder
– carbon.gpkg with the layers land_carbon, class_summary, group_summary, issues and run_info, styled and with a QGIS project inside;
– map_*.png, one map per theme;
– run.json, which records choices, versions, hashes of all tables and totals, and is itself a study that repeats the run.

Maps are drawn on the main thread, so QGIS waits while this algorithm runs.</source>
   <translation>由一个评估文件（JSON）完成整套评估：读取一个或多个用地图层，统一校准，并在输出文件夹中写入
– carbon.gpkg：含图层 land_carbon、class_summary、group_summary、issues 和 run_info，带样式，并内含 QGIS 工程；
– map_*.png：每个专题一幅图；
– run.json：记录各项选择、版本、全部表格的校验值和总量，本身也是评估文件，可据以重现本次运行。

图件在主线程中绘制，运行期间 QGIS 会暂停响应。</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Study</source>
   <translation>评估文件</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>The study, or the run.json of an earlier run. Paths in it are relative to the file.</source>
   <translation>评估文件，或以往运行的 run.json。文件中的路径均相对于该文件。</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Output folder</source>
   <translation>输出文件夹</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Folder for the results; results of an earlier run in it are replaced.</source>
   <translation>存放结果的文件夹；其中以往运行的结果将被替换。</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Result GeoPackage</source>
   <translation>结果 GeoPackage</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Record of the run</source>
   <translation>运行记录</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <location filename="../algorithms/projection.py" />
   <source>Emission in the target year (t CO2e per year)</source>
   <translation>目标年碳排放（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Reduction task (t CO2e per year)</source>
   <translation>减排任务（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Drawing maps…</source>
   <translation>正在绘制图件…</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Sink (t CO2e per year)</source>
   <translation>碳汇（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission, allocated and unallocated (t CO2e per year)</source>
   <translation>碳排放，含已分摊与未分摊（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission that no polygon could take (t CO2e per year)</source>
   <translation>未分摊到图斑的碳排放（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission minus sink (t CO2e per year)</source>
   <translation>净排放，即碳排放减碳汇（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Calibration factor (empty by sectors)</source>
   <translation>校准系数（分部门校准时为空）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <location filename="../algorithms/check.py" />
   <source>Polygons without a class</source>
   <translation>未匹配地类的图斑数</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <location filename="../algorithms/check.py" />
   <source>Area of polygons without a class (ha)</source>
   <translation>未匹配地类的面积（公顷）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Gross area outside the sea (ha)</source>
   <translation>陆域总面积（公顷）</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Sink {sink:,.1f} t CO2e per year on {area:,.2f} ha; emission not computed.</source>
   <translation>陆域 {area:,.2f} 公顷，碳汇 {sink:,.1f} t CO₂当量/年；碳排放未计算。</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission {emission:,.1f}, sink {sink:,.1f}, net {net:,.1f} t CO2e per year on {area:,.2f} ha; unallocated {unallocated:,.1f} t.</source>
   <translation>陆域 {area:,.2f} 公顷：碳排放 {emission:,.1f}，碳汇 {sink:,.1f}，净排放 {net:,.1f} t CO₂当量/年；其中未分摊 {unallocated:,.1f} t。</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>calibrated by sector to the inventory</source>
   <translation>按清单分部门校准</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>calibrated to the city total</source>
   <translation>按全市总量校准</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>city total spread evenly by area</source>
   <translation>全市总量按用地面积平均分摊</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>not calibrated</source>
   <translation>未校准</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>emission not computed</source>
   <translation>碳排放未计算</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>{year}: emission {emission:,.0f} t CO2e, planned sink {sink:,.0f} t, reduction task {task:,.0f} t; the emission meets the sink: {meets}.</source>
   <translation>{year} 年：碳排放 {emission:,.0f} t CO₂当量，规划碳汇 {sink:,.0f} t，减排任务 {task:,.0f} t；碳排放与碳汇平衡的年份：{meets}。</translation>
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>not before {year}</source>
   <translation>{year} 年前未达平衡</translation>
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>{destination} cannot be written: {reason}. Choose another folder or free some space.</source>
   <translation>无法写入 {destination}：{reason}。请另选文件夹，或释放磁盘空间。</translation>
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>Cancelled. Nothing was written.</source>
   <translation>已取消，未写入任何内容。</translation>
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>… and {number} more; see the issues table.</source>
   <translation>……另有 {number} 条，详见问题清单。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Check a land layer</source>
   <translation>检查用地图层</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Reads a whole land layer and says what it consists of: class codes with names, polygons and hectares, the class each code is bound to and its sink coefficient. Fields that are not chosen are proposed by their names, the classification scheme from all codes and names together, the encoding from the bytes.

The issues table lists everything that would stop or disturb a computation, with counts, hectares and what to do. Nothing is refused here and nothing is changed.</source>
   <translation>读取整个用地图层并说明其构成：各地类编码的名称、图斑数和面积（公顷），以及对应的地类和碳汇系数。未选的字段按字段名建议，分类标准由全部编码和名称综合判断，编码由字节内容判断。

问题清单列出会妨碍或影响计算的全部问题，并给出图斑数、面积和处理建议。检查不会拒绝任何图层，也不做任何修改。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>Own sink coefficients</source>
   <translation>自定义碳汇系数</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class_code, value, unit (tC/ha/a or tCO2/ha/a) replaces the values of Table 1.</source>
   <translation>表格：class_code、value、unit（tC/ha/a 或 tCO2/ha/a），优先于文献表 1。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Look for invalid and overlapping polygons</source>
   <translation>检查无效图形和图斑重叠</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Takes about a second per 10 000 polygons.</source>
   <translation>每 10 000 个图斑约需 1 秒。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Class profile</source>
   <translation>地类概况</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>One row per class code of the layer.</source>
   <translation>图层的每个地类编码一行。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/inventory.py" />
   <location filename="../algorithms/landcarbon.py" />
   <location filename="../algorithms/projection.py" />
   <source>Issues</source>
   <translation>问题清单</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <location filename="../algorithms/projection.py" />
   <source>What was found, and what to do.</source>
   <translation>发现的问题和处理建议。</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Classification scheme</source>
   <translation>分类标准</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Class code field</source>
   <translation>地类编码字段</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Class name field</source>
   <translation>地类名称字段</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Survey area field</source>
   <translation>调查面积字段</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Deducted area field</source>
   <translation>扣除地类面积字段</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Administrative code field</source>
   <translation>行政区代码字段</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Text encoding</source>
   <translation>文本编码</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>The scheme is certain</source>
   <translation>分类标准已确定</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Polygons</source>
   <translation>图斑数</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Area of all polygons (ha)</source>
   <translation>全部图斑面积（公顷）</translation>
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>No field of the layer looks like a class code ({names}). Choose the class code field.</source>
   <translation>图层中没有疑似地类编码的字段（{names}）。请选择地类编码字段。</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Official ellipsoidal area</source>
   <translation>图斑椭球面积</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Adds the field area_m2: the area of each polygon on the CGCS2000 ellipsoid by the official formula of the land survey (椭球面积计算, trapezoids along the edges), in square metres. It does not depend on the project's ellipsoid nor on a projection: coordinates are turned into longitude and latitude first.

Edges are straight lines in longitude and latitude; the geodesic area that QGIS shows differs by less than 1e-6 of the area on survey polygons. Geometries without an area keep their row with an empty value.</source>
   <translation>添加字段 area_m2：按国土调查规定的椭球面积计算公式（沿边界逐段计算梯形），求每个图斑在 CGCS2000 椭球面上的面积，单位为 m²。结果不受工程椭球和投影影响：先将坐标换算为经纬度。

边界线段在经纬度平面上视为直线；对调查图斑，与 QGIS 显示的测地线面积相差不到面积的 1e-6。没有面积的图形保留该行，值为空。</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Polygon layer</source>
   <translation>面图层</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Any polygon layer with a coordinate reference system. The layer is never changed.</source>
   <translation>任意带坐标参考系的面图层。图层不会被修改。</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Ellipsoidal area</source>
   <translation>椭球面积</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>The layer with the field area_m2.</source>
   <translation>带字段 area_m2 的图层。</translation>
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Total area (ha)</source>
   <translation>总面积（公顷）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Emission inventory from the energy balance</source>
   <translation>由能源平衡表编制排放清单</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Reads a regional energy balance (地区能源平衡表) as it is published, in physical units or standard coal, and gives the inventory by sector and fuel, ready for the INVENTORY of land carbon. A table of sectors and tonnes, or of sectors and fuels, is taken as an inventory that exists.

CO2 = activity × net calorific value × carbon content × oxidation × 44/12. The sectoral method counts fuel for thermal power and heat and final consumption, feedstock with the part that is not stored; the reference method counts production, imports, exports, stock change and bunkers. The total is direct emission; imported electricity and heat are a memo unless included.

The recognition table says what every row and column was taken for, and what was not recognised. Each line of the inventory names the source of its factor and how well it is known.</source>
   <translation>直接读取公布的地区能源平衡表（实物量或标准量），给出分部门、分能源品种的清单，可直接作为“国土空间碳汇与碳排放”的 INVENTORY。若所给为部门与吨数、或部门与能源品种的表，则作为已有清单使用。

CO₂ = 活动水平 × 低位发热量 × 含碳量 × 碳氧化率 × 44/12。部门方法计算火力发电、供热的投入量和终端消费量，用作原料、材料的部分只计未固定的碳；参考方法计算生产、调入、调出、进出口、库存变化和国际燃料舱。合计为直接排放；净调入电力和热力默认列为备注项，选择后方计入。

识别结果表说明每一行、每一列被识别为什么，以及哪些未被识别。清单每一行均注明排放因子的来源和可信程度。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Tables</source>
   <translation>表格</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>All files</source>
   <translation>所有文件</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Energy balance or inventory</source>
   <translation>能源平衡表或已有清单</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>XLSX, ODS or CSV (UTF-8 or GBK). Years may stand in sheets or in files of their own.</source>
   <translation>XLSX、ODS 或 CSV（UTF-8 或 GBK）。各年份可以分工作表，也可以分文件。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Sheet</source>
   <translation>工作表</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Name of the sheet; empty takes the sheet that holds a balance.</source>
   <translation>工作表名称；留空则取含能源平衡表的工作表。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Year of the balance; empty takes the latest.</source>
   <translation>平衡表年份；留空取最近一年。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Method</source>
   <translation>核算方法</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>sectoral: by use. reference: by supply.</source>
   <translation>sectoral：部门方法，按用途核算。reference：参考方法，按供应核算。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Imported electricity and heat</source>
   <translation>净调入电力和热力</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>memo: shown apart. include: net import × grid factor, split by the final use of the sectors. exclude: left out.</source>
   <translation>memo：作为备注项单列。include：净调入量 × 电网排放因子，按各部门终端用电分摊计入。exclude：不计。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Power plants</source>
   <translation>发电与供热</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>production: at the plant. consumption: at the users of electricity and heat; the sum is the same.</source>
   <translation>production：计在电厂、热力厂。consumption：计在电力和热力的用户；合计相同。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Area of the grid</source>
   <translation>电网区域</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Province or region whose factor holds for imported electricity, such as 山东 or 华东.</source>
   <translation>净调入电力所用排放因子的省份或区域，如山东、华东。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Own grid factor (t CO2/MWh)</source>
   <translation>自定义电网排放因子（t CO₂/MWh）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Replaces the factor of the area.</source>
   <translation>替代所选区域的排放因子。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Feedstock (用作原料、材料)</source>
   <translation>用作原料、材料</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>by_rate: emits 1 − storage rate of its fuel. stored: emits nothing. emitted: all of it.</source>
   <translation>by_rate：按该能源品种的（1 − 固碳率）排放。stored：不排放。emitted：全部排放。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Storage rate of fuels without one</source>
   <translation>无固碳率品种的固碳率</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Share of the carbon that stays in the product, 0 to 1.</source>
   <translation>留存于产品中的碳所占比例，0 至 1。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Blast-furnace and converter gas</source>
   <translation>高炉煤气与转炉煤气</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Its carbon is in the coke of industry already. coke: counted there. gas: counted where the gas is burnt, and taken off the coke; the sum is the same.</source>
   <translation>其碳已包含在工业焦炭之中。coke：计在焦炭。gas：计在煤气燃烧处，并从焦炭中扣除；合计相同。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Standard coal back to fuel</source>
   <translation>标准煤折回实物量</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>published: by the coefficient of each fuel. ncv: by calorific value / 29.3076 GJ.</source>
   <translation>published：按各品种公布的折标准煤系数。ncv：按低位发热量 / 29.3076 GJ。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Factor set</source>
   <translation>排放因子集</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>mixed_2024: mixed sources; each row names its own.</source>
   <translation>mixed_2024：多来源汇编，逐行注明来源。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Own factors</source>
   <translation>自定义排放因子</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Table fuel and any of ncv, carbon_content, oxidation, co2_factor, standard_coal, storage_rate, source.</source>
   <translation>表格：fuel，以及 ncv、carbon_content、oxidation、co2_factor、standard_coal、storage_rate、source 中的任意列。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Own shares of balance rows</source>
   <translation>自定义平衡表分摊比例</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Table row, fuel, sector, share: private cars in services and households, means of transport.</source>
   <translation>表格：row、fuel、sector、share，用于服务业和生活消费中的私家车，以及各交通方式。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Activities of processes, agriculture and waste</source>
   <translation>工业过程、农业和废弃物活动水平</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Table activity, region_or_type, value, unit; a sector with the unit tCO2e is taken as given.</source>
   <translation>表格：activity、region_or_type、value、unit；单位为 tCO2e 的部门按所给数值采用。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Warming potentials</source>
   <translation>全球增温潜势</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>IPCC report of the 100-year values: SAR, AR4, AR5 or AR6.</source>
   <translation>百年增温潜势所依据的 IPCC 报告：SAR、AR4、AR5 或 AR6。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Inventory</source>
   <translation>清单</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>sector, fuel, gas, t_co2e and how each was computed.</source>
   <translation>sector、fuel、gas、t_co2e 及每一行的计算依据。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Memo</source>
   <translation>备注项</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Figures outside the total: net import, stored carbon, LUCF.</source>
   <translation>不计入合计的数字：净调入、固碳、土地利用变化和林业。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Recognition</source>
   <translation>识别结果</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>What every row and column was taken for.</source>
   <translation>每一行、每一列被识别为什么。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>What was found, where, and what to do.</source>
   <translation>发现了什么、在哪里、如何处理。</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Direct emission (t CO2e per year)</source>
   <translation>直接排放（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Direct CO2 of energy (t per year)</source>
   <translation>能源活动直接 CO₂（t/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Imported electricity and heat that is included (t CO2 per year)</source>
   <translation>计入的净调入电力和热力（t CO₂/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>CO2 of energy by the reference method (t per year)</source>
   <translation>参考方法的能源活动 CO₂（t/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Reference against sectoral method (percent)</source>
   <translation>参考方法与部门方法之差（%）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Total printed in a given inventory (t CO2 per year)</source>
   <translation>已有清单所印合计（t CO₂/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Year of the inventory</source>
   <translation>清单年份</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>it is the table that is read, which is never changed</source>
   <translation>它正是所读取的表，源表不会被改动</translation>
  </message>
  <message>
   <location filename="../algorithms/inventory.py" />
   <source>Sheet {sheet}: {total:,.1f} t CO2e per year direct, of which {energy:,.1f} t CO2 of energy.</source>
   <translation>工作表 {sheet}：直接排放 {total:,.1f} t CO₂当量/年，其中能源活动 {energy:,.1f} t CO₂。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Land layer</source>
   <translation>用地图层</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Polygons of the land survey or the plan. The layer is never changed.</source>
   <translation>国土调查或规划的图斑。图层不会被修改。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Field with class codes, such as DLBM.</source>
   <translation>存放地类编码的字段，如 DLBM。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Field with class names; DLMC, YDYHFLMC or 地类名称 is taken when none is chosen. Names guard against a wrong scheme.</source>
   <translation>存放地类名称的字段；未选时取 DLMC、YDYHFLMC 或“地类名称”。名称用于防止选错分类标准。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto: recognised from the whole layer; sandiao: 三调 working classification; ydyh2020, ydyh2023: 用地用海 of 2020 and 2023; custom: own codes through the class map. 27 codes mean different things in 三调 and 用地用海, so the scheme holds for the whole layer.</source>
   <translation>auto：由整个图层识别；sandiao：三调工作分类；ydyh2020、ydyh2023：用地用海分类（2020 年试行、2023 年）；custom：自定义编码，经地类对照表转换。有 27 个编码在三调与用地用海中含义不同，因此分类标准对整个图层统一适用。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Class map</source>
   <translation>地类对照表</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Table source_code, class_code. For custom: to 三调 codes; else to codes of the chosen scheme.</source>
   <translation>表格：source_code、class_code。custom 时对应到三调编码，否则对应到所选分类标准的编码。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>TBDLMJ (net) or TBMJ (gross). Without a field, the official ellipsoidal area on CGCS2000 is computed.</source>
   <translation>TBDLMJ（净面积）或 TBMJ（毛面积）。未选时按规定公式计算 CGCS2000 椭球面积。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Unit of the area fields</source>
   <translation>面积字段的单位</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>m2: square metres; ha: hectares; mu: 亩 (666.67 m²); km2: square kilometres.</source>
   <translation>m2：平方米；ha：公顷；mu：亩（666.67 m²）；km2：平方千米。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>KCMJ: field ridges, which count as class 1203. In the unit of the area fields.</source>
   <translation>KCMJ：田坎面积，计入 1203。单位与面积字段一致。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Area field is net of the deducted area</source>
   <translation>面积字段为净面积</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto: net only for TBDLMJ. Net: the deducted area is added as 1203. Gross or geometry: it is taken off first.</source>
   <translation>auto：仅 TBDLMJ 视为净面积。净面积：扣除地类面积另计入 1203；毛面积或图形面积：先予扣除，再计入 1203。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>ZLDWDM or another code whose first characters identify the administrative unit.</source>
   <translation>ZLDWDM（坐落单位代码），或前若干位表示行政区的其他代码字段。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Leading characters of the administrative code</source>
   <translation>行政区代码取前几位</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>6: county; 9: township; 12: village; 0: the whole code.</source>
   <translation>6：县级；9：乡级；12：村级；0：完整代码。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Names of administrative units</source>
   <translation>行政区名称</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Table group, name.</source>
   <translation>表格：group、name。</translation>
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto, or UTF-8, GBK … for a Shapefile without .cpg file. auto looks at the bytes.</source>
   <translation>auto，或为没有 .cpg 文件的 Shapefile 指定 UTF-8、GBK 等。auto 按字节内容判断。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Land carbon sinks and emissions</source>
   <translation>国土空间碳汇与碳排放</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Computes for every polygon of a land survey or plan layer its carbon sink, its emission and the net, in t CO2e per year, and sums by class and administrative unit.

Sink = area × coefficient of Table 1 (陈可欣 et al. 2022; t C/(hm²·a), × 44/12).
Emission = each sector of the inventory spread over the classes linked to it, by area × intensity or relative weight, so that the polygons sum to the inventory. With a city total alone it is spread evenly over construction and transport land, and the result says so. With neither, emission stays empty.

Polygons that cannot be computed keep their row with empty results and the reason in the field qa. The issues table says what was found, where, how many polygons and hectares, and what to do.</source>
   <translation>为国土调查或规划图层的每个图斑计算碳汇、碳排放和净排放（t CO₂当量/年），并按地类和行政区汇总。

碳汇 = 面积 × 表 1 系数（陈可欣等，2022；t C/(hm²·a)，再乘 44/12）。
碳排放 = 将清单各部门的排放量按“面积 × 排放强度（或相对权重）”分摊到对应地类，各图斑之和等于清单合计。仅有全市总量时，在建设用地和交通运输用地上按用地面积平均分摊，并在结果中注明。两者均无时，碳排放为空值。

无法计算的图斑保留在结果中，结果字段为空值，原因写入字段 qa。问题清单说明发现的问题、所在字段、图斑数、面积和处理建议。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Polygon weight field</source>
   <translation>图斑权重字段</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Weight of a polygon within its class, such as floor area ratio or jobs per hectare.</source>
   <translation>图斑在其地类内的权重，如容积率或每公顷就业岗位数。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Emission intensities</source>
   <translation>排放强度表</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class_code, value and optional unit (tCO2/ha/a), sector.</source>
   <translation>表格：class_code、value，可选 unit（tCO2/ha/a）和 sector。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Own sector links</source>
   <translation>自定义部门与地类对应表</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, class_code, weight. A sector named in it has just these rows.</source>
   <translation>表格：sector、class_code、weight。表中列出的部门仅采用这些行。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Inventory by sector</source>
   <translation>分部门温室气体清单</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, t_co2e (t CO2e per year). Other columns are ignored, rows of one sector add up.</source>
   <translation>表格：sector、t_co2e（t CO₂当量/年）。忽略其他列，同一部门的多行相加。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>City total (t CO2e per year)</source>
   <translation>全市总量（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Emission of the whole city in t CO2e per year. An inventory wins over it.</source>
   <translation>全市碳排放总量（t CO₂当量/年）。同时提供清单时以清单为准。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sector shares of the city total</source>
   <translation>全市总量的部门占比</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, share: splits the city total into sectors when there is no inventory.</source>
   <translation>表格：sector、share。没有清单时，据此将全市总量拆分到各部门。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Published class areas</source>
   <translation>公布的地类面积</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class, area_ha: compared class by class with the layer.</source>
   <translation>表格：class、area_ha。与图层逐地类核对。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Land carbon</source>
   <translation>图斑碳收支</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>The layer with its own fields and cls, area_ha, sink_tco2e, emit_tco2e, net_tco2e, rates per hectare, qa.</source>
   <translation>保留原有字段的图层，另加 cls、area_ha、sink_tco2e、emit_tco2e、net_tco2e、每公顷值和 qa。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sums by class</source>
   <translation>分地类汇总表</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>One row per class.</source>
   <translation>每个地类一行。</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sums by administrative unit</source>
   <translation>分行政区汇总表</translation>
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>One row per unit.</source>
   <translation>每个行政区一行。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Emission projection and reduction task</source>
   <translation>碳排放预测与减排任务</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Projects a city's emission to the target year and on to 2060: population × GDP per head × emission per GDP (KAYA), at full precision.

Population and GDP per head go geometrically from the last complete year of the series to their target values; after the target year each keeps that yearly rate unless another is given (0 holds it). The emission per GDP follows the trend of the series.

GDP of the series and of the target must be at the same constant prices. low_t and high_t of the path bound the emission by the rounding of the series' figures.</source>
   <translation>按 KAYA 恒等式预测全市碳排放至目标年，并延伸到 2060 年：人口 × 人均 GDP × 单位 GDP 碳排放，全程不取整。

人口和人均 GDP 由时间序列最后一个数据完整的年份按几何增长推至目标值；目标年之后沿用该年均增长率，除非另行给出（0 表示保持不变）。单位 GDP 碳排放按时间序列的趋势变化。

时间序列与目标年的 GDP 须采用同一不变价。路径中的 low_t 和 high_t 是由时间序列数据取整误差得出的碳排放下限和上限。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Emission path</source>
   <translation>碳排放路径</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>One row per year and scenario: population_wan (10⁴), gdp_pc_wan (10⁴ yuan), intensity (t per 10⁴ yuan), emission_t, per_head (t), scenario, bounds low_t and high_t.</source>
   <translation>每个年份和情景一行：population_wan（万人）、gdp_pc_wan（万元）、intensity（t/万元）、emission_t、per_head（t）、scenario，以及下限 low_t 和上限 high_t。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Emission per GDP in the target year (t per 10⁴ yuan)</source>
   <translation>目标年单位 GDP 碳排放（t/万元）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Reduction task: emission minus planned sink (t CO2e per year)</source>
   <translation>减排任务，即碳排放减规划碳汇（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Lower bound of the emission by rounding (t CO2e per year)</source>
   <translation>取整误差下的碳排放下限（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Upper bound of the emission by rounding (t CO2e per year)</source>
   <translation>取整误差下的碳排放上限（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Year in which the emission meets the sink (empty: not before 2060)</source>
   <translation>碳排放与碳汇平衡的年份（空：2060 年前未平衡）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Series</source>
   <translation>时间序列</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Table year, emission_wan_t (10⁴ t), gdp_yi (10⁸ yuan), population_wan (10⁴ persons). Any of them may be left out where per_head_t (t), intensity_t_per_wan (t per 10⁴ yuan) or gdp_pc_wan (10⁴ yuan) let it be derived; a column price_base may name the price base.</source>
   <translation>表格：year、emission_wan_t（万吨）、gdp_yi（亿元）、population_wan（万人）。如可由 per_head_t（t）、intensity_t_per_wan（t/万元）或 gdp_pc_wan（万元）推算，可缺省相应列；可用 price_base 列注明价格基期。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Target year</source>
   <translation>目标年</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Year of the target values.</source>
   <translation>各目标值所对应的年份。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Population in the target year (10⁴ persons)</source>
   <translation>目标年人口（万人）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Planned population.</source>
   <translation>规划人口。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>GDP per head in the target year (10⁴ yuan)</source>
   <translation>目标年人均 GDP（万元）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>At the price base of the series.</source>
   <translation>价格基期与时间序列一致。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Trend of the emission per GDP</source>
   <translation>单位 GDP 碳排放的趋势</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>exponential: through the first and last year of the series; exponential_fit: least squares on logarithms; linear: through the first and last year, refused where it becomes negative; logistic: S-shaped fall towards a floor; path: your own table.</source>
   <translation>exponential：过时间序列首末两年的指数趋势；exponential_fit：取对数后的最小二乘拟合；linear：过首末两年的直线，出现负值时拒绝；logistic：向下限呈 S 形下降；path：自定义表格。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Planned sink (t CO2e per year)</source>
   <translation>规划碳汇（t CO₂当量/年）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Sink of the target year, such as SINK_TOTAL of the plan layer. Without it there is no task.</source>
   <translation>目标年碳汇，如规划图层的 SINK_TOTAL。未填写时不计算减排任务。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Price base of GDP</source>
   <translation>GDP 价格基期</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Such as: constant prices of 2015. It is shown with the results.</source>
   <translation>例如：2015 年不变价。随结果一并显示。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Floor of the logistic path (t per 10⁴ yuan)</source>
   <translation>逻辑斯蒂路径的下限（t/万元）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>0 if not given.</source>
   <translation>未填写时为 0。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Ceiling of the logistic path (t per 10⁴ yuan)</source>
   <translation>逻辑斯蒂路径的上限（t/万元）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Twice the first value of the series minus the floor if not given.</source>
   <translation>未填写时为时间序列首值的 2 倍减下限。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Change factor of the emission per GDP in the target year</source>
   <translation>目标年单位 GDP 碳排放的调整系数</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>0.9: ten percent below the trend in the target year, reached step by step.</source>
   <translation>0.9 表示目标年比趋势值低 10%，逐年达到。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Extra yearly decline of the emission per GDP (%)</source>
   <translation>单位 GDP 碳排放的额外年降幅（%）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>On top of the trend, every year.</source>
   <translation>在趋势基础上逐年叠加。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Yearly growth of population after the target year (%)</source>
   <translation>目标年之后的人口年增长率（%）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>The rate before the target year if not given; 0 holds the value.</source>
   <translation>未填写时沿用目标年之前的增长率；0 表示保持不变。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Yearly growth of GDP per head after the target year (%)</source>
   <translation>目标年之后的人均 GDP 年增长率（%）</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Own path of the emission per GDP</source>
   <translation>自定义单位 GDP 碳排放路径</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Table year, intensity (t per 10⁴ yuan) and optional scenario; straight lines between the years.</source>
   <translation>表格：year、intensity（t/万元），可选 scenario；年份之间线性内插。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Further scenarios</source>
   <translation>其他情景</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>Table scenario, name, target_year, population_wan, gdp_per_capita_wan, method, intensity_factor, extra_decline_pct, floor, ceiling, population_growth_after_pct, gdp_pc_growth_after_pct. What is blank is as above. The parameters alone are the scenario baseline; a row of that name changes it.</source>
   <translation>表格：scenario、name、target_year、population_wan、gdp_per_capita_wan、method、intensity_factor、extra_decline_pct、floor、ceiling、population_growth_after_pct、gdp_pc_growth_after_pct。留空的项取上述参数值。上述参数本身即情景 baseline，表中同名的行可对其修改。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>{year}: emission {emission:,.0f} t CO2e ({low:,.0f} to {high:,.0f} by rounding of the series), emission per GDP {intensity:.4f} t per 10⁴ yuan. Price base of GDP: {price_base}.</source>
   <translation>{year} 年：碳排放 {emission:,.0f} t CO₂当量（按时间序列取整误差为 {low:,.0f} 至 {high:,.0f}），单位 GDP 碳排放 {intensity:.4f} t/万元。GDP 价格基期：{price_base}。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source>not stated</source>
   <translation>未注明</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source> Reduction task {task:,.0f} t. The emission does not meet the sink before {last}.</source>
   <translation>减排任务 {task:,.0f} t。{last} 年前碳排放与碳汇未达平衡。</translation>
  </message>
  <message>
   <location filename="../algorithms/projection.py" />
   <source> Reduction task {task:,.0f} t. The emission meets the sink in {year}.</source>
   <translation>减排任务 {task:,.0f} t。{year} 年碳排放与碳汇达到平衡。</translation>
  </message>
  <message>
   <location filename="../algorithms/provider.py" />
   <source>Tanheng – land carbon sinks, emissions and balance</source>
   <translation>碳衡 – 国土空间碳汇、碳排放与碳收支</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>From a land-survey layer to a city's carbon balance: every polygon's carbon sink and emission, calibrated to the city's inventory. The survey layer itself is never edited.</source>
   <translation>由国土调查图层核算全市碳收支：逐图斑计算碳汇与碳排放，并按全市温室气体清单校准。调查图层本身不会被修改。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Survey layer</source>
   <translation>调查图层</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>1. Check: which classes, units and encoding the layer seems to have, and what is wrong with it. Nothing is computed.</source>
   <translation>1. 检查：识别图层的地类、单位和编码，列出存在的问题。不做计算。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Check Survey Layer…</source>
   <translation>检查调查图层…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>2. Compute: a new layer with sink, emission and net of every polygon, and summaries by class and district.</source>
   <translation>2. 计算：生成新图层，含每个图斑的碳汇、碳排放和净排放，并按地类和行政区汇总。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Compute Land Carbon…</source>
   <translation>计算碳汇与碳排放…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Official ellipsoidal area of every polygon, independent of the project's settings.</source>
   <translation>按国土调查规定公式计算每个图斑的椭球面积，不受工程设置影响。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Ellipsoidal Area…</source>
   <translation>计算椭球面积…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Whole study</source>
   <translation>整体评估</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>A study file names the layers, tables and totals of an assessment. One run writes the GeoPackage, the maps and a record of the run.</source>
   <translation>评估文件列明一次评估所用的图层、表格和总量。运行一次即可得到 GeoPackage、图件和运行记录。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Run Study…</source>
   <translation>运行评估…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Run Sample Study…</source>
   <translation>运行示例评估…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Toolbox, models and scripts</source>
   <translation>工具箱、模型与脚本</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>The same tools are in the Processing toolbox under Tanheng, and run in models, in batch and by qgis_process.</source>
   <translation>同样的工具也在数据处理工具箱的“碳衡 Tanheng”下，可用于模型、批处理和 qgis_process。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Show in Toolbox</source>
   <translation>在工具箱中显示</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>This version of Tanheng does not have the tool {0}.</source>
   <translation>此版本的碳衡没有工具 {0}。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>The Processing plugin is switched off. Switch it on in the plugin manager.</source>
   <translation>数据处理（Processing）插件已停用，请在插件管理器中启用。</translation>
  </message>
 </context>
</TS>
