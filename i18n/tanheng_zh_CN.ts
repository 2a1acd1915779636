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
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/destination.py" />
   <source>not everything that was written can be read again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} holds no polygons. Choose a polygon layer that is not empty or filtered away.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} changed while it was being read. Nothing was written. Run again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} has no usable coordinate reference system {value}, so areas cannot be measured. Set the layer's CRS, or choose a survey area field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Layer {field} has no usable coordinate reference system {value}. Areas come from the survey field and could not be compared with the geometry.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Field {field} is not in the layer. It has: {found}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Field {field} holds {value}, not numbers. Choose a numeric field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The source field {field} has the name of a result field; it is kept as {value}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The layer's codes fit more than one classification ({candidates}; reason: {reason}). Set the classification scheme; the likeliest is {value}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} is named {name} on {polygons} polygons, but in the chosen scheme {scheme} it is {expected}. The names fit scheme {other}. Choose that scheme, or correct the names.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Classification scheme {value} was recognised from the layer (reason: {reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} has no .cpg file; its text was read as {value}. If names look wrong, set the encoding.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class names in field {field} cannot be read ({value}). Set the encoding, GBK or UTF-8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} does not fit the geometry in the unit {value}: the median ratio is {ratio} on {polygons} polygons. It fits in the unit {meant}. Set the unit to {meant}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} was taken as net of field ridges, but on {polygons} polygons it equals the gross area: {area_ha} ha of ridges would count twice. Set 'area is net' to false, or choose TBDLMJ.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Area field {field} was taken as gross, but on {polygons} polygons field ridges are already taken off it: {area_ha} ha would be taken off twice. Set 'area is net' to true, or choose TBMJ.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>On {polygons} polygons {field}, {value} and the deducted area do not add up (TBMJ = TBDLMJ + KCMJ); together they differ by {area_ha} ha. Correct the survey database.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} and {value} differ on {polygons} polygons by {area_ha} ha of field ridges. Choose KCMJ as the deducted area, so that ridges count as class 1203.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>'Area is net' was ignored: without an area field the area comes from the geometry, which is gross.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %). Check extent, year and area field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published area of {value}: {published} ha; the layer has {area_ha} ha ({percent} %).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Published class {value} ({area_ha} ha) is not in the scheme, so it was not compared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} cannot be read: {value}. Save it as CSV in UTF-8 or GBK.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} has no rows below its header.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field} lacks the column {value}. It has: {found}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} {value} occurs more than once. Keep one row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is blank.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is '{value}', not a number.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}; it must not be negative.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is {value}, above the plausible {limit}. Check the unit (t or 10⁴ t, ha or m², C or CO₂).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {column} is '{value}'. Allowed: {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: the unit '{value}' is not known. Use one of: {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: class {value} cannot be used here. Give a 三调 class without K suffix, as text with its leading zero.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: {value} has lost its leading zero and was read as {cls}. Store codes as text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Table {field}, row {row}: sector {value} is not known. Use an id of the sector table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The class map holds {value} more than once, spelled alike but for case, width or space. Keep one row.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The class map sends {source_code} to {value}, which the scheme does not have. Correct the map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>An own scheme needs a class map: a table with the columns source_code and class_code (三调).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The sea coefficient cannot be switched on: 7.04 × 10⁵ t/(hm²·a) as printed in Table 1 is physically impossible.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The sector shares of {field} add up to {value}, not to 1 or 100 %.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector shares need a city total. Give CITY_TOTAL in t CO2e per year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} is {value}; give a total of 0 or more in t CO2e per year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} in {field} is {tonnes} t CO2e. A negative emission cannot be spread over land.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} in {field} is not known; its {tonnes} t CO2e stay unallocated in the balance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Sector {value} ({tonnes} t CO2e) is shown as a memo and not spread: its removals are already the sink.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No polygon can take sector {value}: its {tonnes} t CO2e stay unallocated in the balance. Link the sector to a class of the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>In sector {value} the classes {classes} have no intensity; their relative weights were scaled to the mean of the others, {mean} t CO2e/(ha·a).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The inventory adds up to {value} t CO2e, {percent} % from the city total of {total} t ({times} times). The inventory was used. Check units (t or 10⁴ t) and year.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The inventory ({inventory} t CO2e) was used; the city total of {value} t agrees within 5 %.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>No polygon can take the city total: {value} t CO2e stay unallocated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} t CO2e on {area_ha} ha are {mean} t per hectare and year, which is not plausible. Check whether the table is in t or in 10⁴ t.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The city total of {value} t CO2e was spread evenly by area over construction and transport land. Maps must say so; give an inventory by sector for a real distribution.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Emissions come from intensities alone and are not calibrated to an inventory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Neither an inventory, a city total nor intensities were given: emission and net are empty, not zero.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>The land survey is of {value}, the inventory of {inventory_year}. State both years on every sheet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study: {field} is '{value}'. Allowed: {allowed}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} cannot be opened: {value}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} is not JSON: {value}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{field} is no Tanheng study: it lacks the version under tanheng_study.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field} was made by a newer Tanheng (schema {value}). Update the plugin.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Study {field}: the value of {value} has the wrong type.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Land layer {field} cannot be opened: {value}. Check the path in the study.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} sea polygons overlap tidal flats (1105) by {area_ha} ha. Tidal flats belong to the land balance; cut the sea polygons back.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons overlap others by {area_ha} ha in all, which counts twice. Mend the topology.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Overlaps were not looked for: the layer has more than {value} polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code '{value}' was read as {cls} on {polygons} polygons (space, width or case).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no class code in {field}. Fill it in, or map the blank.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} on {polygons} polygons ({area_ha} ha) is not in the scheme. Map it to a class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} is a survey working code without a class ({polygons} polygons, {area_ha} ha). Map it to the class the land belongs to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class {value} has no counterpart with coefficients ({polygons} polygons, {area_ha} ha). Map it to a class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} has lost its leading zero and was read as {cls} ({polygons} polygons, {area_ha} ha). Store codes as text.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} is not listed and was read as {cls} ({polygons} polygons, {area_ha} ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Code {value} of an older standard was read as {cls} ({polygons} polygons, {area_ha} ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>Class {value} is sea ({polygons} polygons, {area_ha} ha) and stands outside the land balance.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{value} is a first-level class ({polygons} polygons, {area_ha} ha). Where its classes differ, its sink cannot be computed; emissions take the mean of its classes. Use second-level codes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have no value in {field} and were not computed. Fill in the area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an infinite value in {field} and were not computed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a negative area in {field} and were not computed. Correct the area.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an area of zero; they count as nothing and have no rate.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>On {polygons} polygons ({area_ha} ha) {field} differs from the geometry by more than 5 %. The field was used; check these polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a deducted area in {field} that is negative or larger than the polygon; nothing was deducted there ({area_ha} ha).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) that are not cropland have a deducted area in {field}. It was deducted; check these polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no usable weight in {field} and take no emission.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have no administrative code in {field}; they are summed up apart.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have no geometry ({area_ha} ha by the survey field).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have an empty geometry ({area_ha} ha by the survey field).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} features are no polygons ({area_ha} ha by the survey field).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} geometries are damaged ({area_ha} ha by the survey field). Repair the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} geometries have coordinates that are no numbers. Repair the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons have a ring of fewer than four points, or holes larger than the polygon. Repair the geometries.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons lie outside the range of the layer's coordinate reference system. Check the layer's CRS.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) have curves; their area was measured along chords.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) are not valid (they cross themselves). Repair the geometries.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../layers/messages.py" />
   <source>{polygons} polygons ({area_ha} ha) repeat the geometry of another, so their area counts twice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Method: 陈可欣 et al. 2022, Table 1 (t C × 44/12); not checked on site.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – carbon sink of land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – carbon emission of land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – net carbon emission of land</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>{city} – land use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Land survey {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/assessment_maps.py" />
   <source>Inventory {year}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>Layer {layer} of {file} does not open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/gpkg_styles.py" />
   <source>The project could not be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>The map {file} could not be written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Coordinate system: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source> · </source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>km</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/map_image.py" />
   <source>Scale 1:{denominator}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>t CO₂e/a</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>{title}, {unit}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Land class code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>ha</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon sink</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Carbon emission</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <location filename="../styling/themes.py" />
   <source>Net emission</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Problems</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>Not mapped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&lt; {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} to {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>&gt; {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/symbology.py" />
   <source>{low} – {high}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>t CO₂e/(ha·a)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>Land use</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../styling/themes.py" />
   <source>{heading} ({note})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Assessment from a study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Runs a whole assessment from one study file (JSON): reads one or several land layers, calibrates them together, and writes into a folder
– carbon.gpkg with the layers land_carbon, class_summary, group_summary, issues and run_info, styled and with a QGIS project inside;
– map_*.png, one map per theme;
– run.json, which records choices, versions, hashes of all tables and totals, and is itself a study that repeats the run.

Maps are drawn on the main thread, so QGIS waits while this algorithm runs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Study</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>The study, or the run.json of an earlier run. Paths in it are relative to the file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Output folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Folder for the results; results of an earlier run in it are replaced.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Result GeoPackage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Record of the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/assess.py" />
   <source>Drawing maps…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Sink (t CO2e per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission, allocated and unallocated (t CO2e per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission that no polygon could take (t CO2e per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission minus sink (t CO2e per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Calibration factor (empty by sectors)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <location filename="../algorithms/check.py" />
   <source>Polygons without a class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <location filename="../algorithms/check.py" />
   <source>Area of polygons without a class (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Gross area outside the sea (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Sink {sink:,.1f} t CO2e per year on {area:,.2f} ha; emission not computed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>Emission {emission:,.1f}, sink {sink:,.1f}, net {net:,.1f} t CO2e per year on {area:,.2f} ha; unallocated {unallocated:,.1f} t.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>calibrated by sector to the inventory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>calibrated to the city total</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>city total spread evenly by area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>not calibrated</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/balance_text.py" />
   <source>emission not computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>{destination} cannot be written: {reason}. Choose another folder or free some space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>Cancelled. Nothing was written.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/base.py" />
   <source>… and {number} more; see the issues table.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Check a land layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Reads a whole land layer and says what it consists of: class codes with names, polygons and hectares, the class each code is bound to and its sink coefficient. Fields that are not chosen are proposed by their names, the classification scheme from all codes and names together, the encoding from the bytes.

The issues table lists everything that would stop or disturb a computation, with counts, hectares and what to do. Nothing is refused here and nothing is changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>Own sink coefficients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class_code, value, unit (tC/ha/a or tCO2/ha/a) over Table 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Look for invalid and overlapping polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Takes about a second per 10 000 polygons.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Class profile</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>One row per class code of the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>Issues</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/landcarbon.py" />
   <source>What was found, and what to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Classification scheme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Class code field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Class name field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Survey area field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Deducted area field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Administrative code field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <location filename="../algorithms/land_parameters.py" />
   <source>Text encoding</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>The scheme is certain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Polygons</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>Area of all polygons (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/check.py" />
   <source>No field of the layer looks like a class code ({names}). Choose the class code field.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Official ellipsoidal area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Adds the field area_m2: the area of each polygon on the CGCS2000 ellipsoid by the official formula of the land survey (椭球面积计算, trapezoids along the edges), in square metres. It does not depend on the project's ellipsoid nor on a projection: coordinates are turned into longitude and latitude first.

Edges are straight lines in longitude and latitude; the geodesic area that QGIS shows differs by less than 1e-6 of the area on survey polygons. Geometries without an area keep their row with an empty value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Polygon layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Any polygon layer with a coordinate reference system. The layer is never changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Ellipsoidal area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>The layer with the field area_m2.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/ellipsoidarea.py" />
   <source>Total area (ha)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Land layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Polygons of the land survey or the plan. The layer is never changed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Field with class codes, such as DLBM.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Field with class names; DLMC, YDYHFLMC or 地类名称 is taken when none is chosen. Names guard against a wrong scheme.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto: recognised from the whole layer; sandiao: 三调 working classification; ydyh2020, ydyh2023: 用地用海 of 2020 and 2023; custom: own codes through the class map. 27 codes mean different things in 三调 and 用地用海, so the scheme holds for the whole layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Class map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Table source_code, class_code. For custom: to 三调 codes; else to codes of the chosen scheme.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>TBDLMJ (net) or TBMJ (gross). Without a field, the official ellipsoidal area on CGCS2000 is computed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Unit of the area fields</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>m2: square metres; ha: hectares; mu: 亩 (666.67 m²); km2: square kilometres.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>KCMJ: field ridges, which count as class 1203. Same unit as the area field; m² without one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Area field is net of the deducted area</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto: true exactly for TBDLMJ. Net: the deducted area is added as 1203. Gross or geometry: it is taken off first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>ZLDWDM or another code whose first characters name the unit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Leading characters of the administrative code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>6: county; 9: township; 12: village; 0: the whole code.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Names of administrative units</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>Table group, name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/land_parameters.py" />
   <source>auto, or UTF-8, GBK … for a Shapefile without .cpg file. auto looks at the bytes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Land carbon sinks and emissions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Computes for every polygon of a land survey or plan layer its carbon sink, its emission and the net, in t CO2e per year, and sums by class and administrative unit.

Sink = area × coefficient of Table 1 (陈可欣 et al. 2022; t C/(hm²·a), × 44/12).
Emission = each sector of the inventory spread over the classes linked to it, by area × intensity or relative weight, so that the polygons sum to the inventory. With a city total alone it is spread evenly over construction and transport land, and the result says so. With neither, emission stays empty.

Polygons that cannot be computed keep their row with empty results and the reason in the field qa. The issues table says what was found, where, how many polygons and hectares, and what to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Polygon weight field</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Weight of a polygon within its class, such as floor area ratio or jobs per hectare.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Emission intensities</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class_code, value and optional unit (tCO2/ha/a), sector.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Own sector links</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, class_code, weight. A sector named in it has just these rows.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Inventory by sector</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, t_co2e (t CO2e per year). Other columns are ignored, rows of one sector add up.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>City total (t CO2e per year)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Emission of the whole city in t CO2e per year. An inventory wins over it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sector shares of the city total</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table sector, share: splits the city total into sectors when there is no inventory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Published class areas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Table class, area_ha: compared class by class with the layer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Land carbon</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>The layer with its own fields and cls, area_ha, sink_tco2e, emit_tco2e, net_tco2e, rates per hectare, qa.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sums by class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>One row per class.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>Sums by administrative unit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/landcarbon.py" />
   <source>One row per unit.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <location filename="../algorithms/provider.py" />
   <source>Tanheng – land carbon sinks, emissions and balance</source>
   <translation>碳衡 – 国土空间碳汇、碳排放与碳收支</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>From a land-survey layer to a city's carbon balance: every polygon's carbon sink and emission, calibrated to the city's inventory. The survey layer itself is never edited.</source>
   <translation>由国土调查图层得到城市碳收支：每个图斑的碳汇与碳排放，并按城市清单校准。调查图层本身不会被修改。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Survey layer</source>
   <translation>调查图层</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>1. Check: which classes, units and encoding the layer seems to have, and what is wrong with it. Nothing is computed.</source>
   <translation>1. 检查：识别图层的地类、单位和编码，并指出其中的问题。不做计算。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Check Survey Layer…</source>
   <translation>检查调查图层…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>2. Compute: a new layer with sink, emission and net of every polygon, and summaries by class and district.</source>
   <translation>2. 计算：生成新图层，包含每个图斑的碳汇、碳排放和净排放，并按地类和行政区汇总。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Compute Land Carbon…</source>
   <translation>计算土地碳收支…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Official ellipsoidal area of every polygon, independent of the project's settings.</source>
   <translation>按规定公式计算每个图斑的椭球面积，与工程设置无关。</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Ellipsoidal Area…</source>
   <translation>椭球面积…</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>Whole study</source>
   <translation>整套评估</translation>
  </message>
  <message>
   <location filename="../ui/dock.py" />
   <source>A study file names the layers, tables and totals of an assessment. One run writes the GeoPackage, the maps and a record of the run.</source>
   <translation>评估文件列出一次评估的图层、表格和总量。运行一次即可得到 GeoPackage、图件和运行记录。</translation>
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
   <source>The same tools stand in the Processing toolbox under Tanheng, and run in models, in batch and by qgis_process.</source>
   <translation>同样的工具位于 Processing 工具箱的“碳衡 Tanheng”下，也可在模型、批处理和 qgis_process 中运行。</translation>
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
   <translation>Processing 插件已停用，请在插件管理器中启用。</translation>
  </message>
 </context>
</TS>
